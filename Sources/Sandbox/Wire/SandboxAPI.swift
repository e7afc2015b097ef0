import Tracking

/// The interfaces that the sandbox plays.
public enum SandboxAPI: String, CaseIterable, Sendable {
  case dhlUnified = "dhl_unified"
  case dhlParcelDE = "dhl_parcel_de"
  case hermesHSI = "hermes_hsi"
  case hermesTNT = "hermes_tnt"
  case dpdSOAP = "dpd_soap"
  case dpdLifeCycle = "dpd_plc"
  case glsGroup = "gls_group"
  case glsClassic = "gls_classic"

  /// Whose interface it is.
  public var carrier: CarrierID {
    switch self {
    case .dhlUnified, .dhlParcelDE: "dhl"
    case .hermesHSI, .hermesTNT: "hermes"
    case .dpdSOAP, .dpdLifeCycle: "dpd"
    case .glsGroup, .glsClassic: "gls"
    }
  }

  /// The interface's name in its carrier's manifest.
  public var id: String {
    switch self {
    case .dhlUnified: "unified"
    case .dhlParcelDE: "parcel_de"
    case .hermesHSI: "hsi"
    case .hermesTNT: "tnt"
    case .dpdSOAP: "soap"
    case .dpdLifeCycle: "plc"
    case .glsGroup: "group"
    case .glsClassic: "v1"
    }
  }

  /// Whether an answer says by a flag that the parcel travels back.
  var flagsReturns: Bool { self == .dhlUnified || self == .dhlParcelDE }

  /// The API that a request is meant for; nil where no carrier here has such an address.
  init?(_ request: WireRequest) {
    let path = request.path.joined(separator: "/")
    switch request.host {
    case "api-eu.dhl.com" where path == "track/shipments": self = .dhlUnified
    case "api-eu.dhl.com" where path == "parcel/de/tracking/v0/shipments": self = .dhlParcelDE
    case "authme.myhermes.de", "de-api.hermesworld.com": self = .hermesHSI
    case "api.my-deliveries.de": self = .hermesTNT
    case "tracking.dpd.de", "extranet.dpd.de": self = .dpdLifeCycle
    case "api.gls-group.net": self = .glsGroup
    case "api.gls-group.eu": self = .glsClassic
    default:
      // DPD's national servers differ in host and prefix, not in the services.
      guard request.host.contains("dpd"), request.path.contains("services") else { return nil }
      self = .dpdSOAP
    }
  }

  var words: [Fact: Word] {
    switch self {
    case .dhlUnified, .dhlParcelDE: DHLWords.table
    case .hermesHSI: HermesHSI.words
    case .hermesTNT: HermesTNT.words
    case .dpdSOAP: DPDSoap.words
    case .dpdLifeCycle: DPDLifeCycle.words
    case .glsGroup: GLSGroup.words
    case .glsClassic: GLSClassic.words
    }
  }
}
