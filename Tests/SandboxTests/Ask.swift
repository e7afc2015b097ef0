import Foundation
import HTTPTypes
import Sandbox
import Tracking

/// Builds the requests that a customer of each API sends, by hand: the manifests' own requests are tested elsewhere.
enum Ask {
  static func get(_ url: String, _ headers: [HTTPField.Name: String] = [:]) -> HTTPRequest {
    let parts = URLComponents(string: url)
    let query = parts?.percentEncodedQuery.map { "?" + $0 } ?? ""
    var request = HTTPRequest(
      method: .get, scheme: parts?.scheme, authority: parts?.host, path: (parts?.percentEncodedPath ?? "/") + query)
    for (name, value) in headers { request.headerFields[name] = value }
    return request
  }

  static func post(_ url: String) -> HTTPRequest {
    var request = get(url)
    request.method = .post
    return request
  }

  static func basic(_ user: String, _ password: String) -> String {
    "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
  }

  static func encoded(_ text: String) -> String {
    text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
  }

  static let apiKey = HTTPField.Name("DHL-API-Key")

  static func dhlUnified(_ number: String, key: String = SandboxCredentials.dhlAPIKey) -> HTTPRequest {
    get("https://api-eu.dhl.com/track/shipments?trackingNumber=\(number)", [apiKey.unsafelyPresent: key])
  }

  static func dhlParcelDE(
    _ numbers: [String], password: String = SandboxCredentials.dhlPassword,
    secret: String = SandboxCredentials.dhlAPISecret
  ) -> HTTPRequest {
    let xml =
      "<?xml version=\"1.0\"?><data appname=\"\(SandboxCredentials.dhlAppName)\" password=\"\(password)\" "
      + "request=\"d-get-piece-detail\" language-code=\"en\" piece-code=\"\(numbers.joined(separator: ";"))\"/>"
    return get(
      "https://api-eu.dhl.com/parcel/de/tracking/v0/shipments?xml=\(encoded(xml))",
      [.authorization: basic(SandboxCredentials.dhlAPIKey, secret)])
  }

  static let hermesLogin = post("https://authme.myhermes.de/authorization-facade/oauth2/access_token")

  static func hermesForm(password: String = SandboxCredentials.hermesPassword) -> [UInt8] {
    Array(
      ("grant_type=password&client_id=\(SandboxCredentials.hermesClientID)"
        + "&client_secret=\(SandboxCredentials.hermesClientSecret)&username=\(SandboxCredentials.hermesUser)"
        + "&password=\(password)").utf8)
  }

  static func hermesHSI(_ numbers: [String], token: String) -> HTTPRequest {
    let query = numbers.map { "shipmentID=\($0)" }.joined(separator: "&")
    return get(
      "https://de-api.hermesworld.com/services/hsi/shipmentinfo?\(query)", [.authorization: "Bearer \(token)"])
  }

  static func hermesTNT(_ number: String) -> HTTPRequest {
    get("https://api.my-deliveries.de/tnt/v2/shipments/search/\(number)")
  }

  static let dpdLogin = post("https://public-ws.dpd.com/soap/services/LoginService/V2_1")

  static func dpdLoginBody(password: String = SandboxCredentials.dpdPassword) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body><n:getAuth xmlns:n=\"urn:x\">"
        + "<delisId>\(SandboxCredentials.dpdDelisID)</delisId><password>\(password)</password>"
        + "<messageLanguage>en_EN</messageLanguage></n:getAuth></s:Body></s:Envelope>").utf8)
  }

  static let dpdTracking = post("https://public-ws.dpd.com/soap/services/ParcelLifeCycleService/V2_0")

  static func dpdTrackingBody(_ number: String, token: String) -> [UInt8] {
    Array(
      ("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header><a:authentication xmlns:a=\"urn:x\">"
        + "<delisId>\(SandboxCredentials.dpdDelisID)</delisId><authToken>\(token)</authToken>"
        + "<messageLanguage>en_EN</messageLanguage></a:authentication></s:Header><s:Body><getTrackingData>"
        + "<parcelLabelNumber>\(number)</parcelLabelNumber></getTrackingData></s:Body></s:Envelope>").utf8)
  }

  static func dpdLifeCycle(_ number: String, locale: String = "en_DE") -> HTTPRequest {
    get("https://tracking.dpd.de/rest/plc/\(locale)/\(number)")
  }

  static let glsLogin = post("https://api.gls-group.net/oauth2/v2/token")

  static func glsForm(secret: String = SandboxCredentials.glsClientSecret) -> [UInt8] {
    Array(
      "grant_type=client_credentials&client_id=\(SandboxCredentials.glsClientID)&client_secret=\(secret)".utf8)
  }

  static func glsGroup(_ numbers: [String], token: String) -> HTTPRequest {
    get(
      "https://api.gls-group.net/track-and-trace-v1/tracking/simple/trackids/\(numbers.joined(separator: ","))",
      [.authorization: "Bearer \(token)"])
  }

  static func glsClassic(_ numbers: [String], password: String = SandboxCredentials.glsPassword) -> HTTPRequest {
    get(
      "https://api.gls-group.eu/public/v1/tracking/references/\(numbers.joined(separator: ","))",
      [.authorization: basic(SandboxCredentials.glsUser, password)])
  }

  /// Asks for numbers the way each API wants it, logging in first where it must.
  static func track(_ numbers: [String], _ api: SandboxAPI, of sandbox: Sandbox) async -> SandboxAnswer {
    let first = numbers.first ?? ""
    switch api {
    case .dhlUnified: return await sandbox.answer(dhlUnified(first))
    case .dhlParcelDE: return await sandbox.answer(dhlParcelDE(numbers))
    case .hermesHSI:
      let token = await token(.hermesHSI, of: sandbox)
      return await sandbox.answer(hermesHSI(numbers, token: token))
    case .hermesTNT: return await sandbox.answer(hermesTNT(first))
    case .dpdSOAP:
      let token = await token(.dpdSOAP, of: sandbox)
      return await sandbox.answer(dpdTracking, body: dpdTrackingBody(first, token: token))
    case .dpdLifeCycle: return await sandbox.answer(dpdLifeCycle(first))
    case .glsGroup:
      let token = await token(.glsGroup, of: sandbox)
      return await sandbox.answer(glsGroup(numbers, token: token))
    case .glsClassic: return await sandbox.answer(glsClassic(numbers))
    }
  }

  /// A fresh token, or an empty text where the login failed or the API has none.
  static func token(_ api: SandboxAPI, of sandbox: Sandbox) async -> String {
    switch api {
    case .hermesHSI: return field("access_token", of: await sandbox.answer(hermesLogin, body: hermesForm()))
    case .glsGroup: return field("access_token", of: await sandbox.answer(glsLogin, body: glsForm()))
    case .dpdSOAP:
      let text = await sandbox.answer(dpdLogin, body: dpdLoginBody()).text
      return text.split(separator: "<authToken>").last?.split(separator: "<").first.map(String.init) ?? ""
    default: return ""
    }
  }

  private static func field(_ name: String, of answer: SandboxAnswer) -> String {
    let object = try? JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any]
    return object?[name] as? String ?? ""
  }
}

extension HTTPField.Name? {
  /// The name, which is there for every literal used here.
  var unsafelyPresent: HTTPField.Name { self ?? .accept }
}

extension SandboxAnswer {
  var text: String { String(decoding: body, as: UTF8.self) }
}

/// Monday 2 March 2026, 16:00 in Central Europe: winter time, and no clock change within two weeks.
let monday = Timestamp(seconds: 1_772_463_600)

/// A sandbox without limits whose clock stands at `hours` after `monday`.
func sandbox(hours: Double, limits: SandboxQuota = SandboxQuota()) -> Sandbox {
  let now = monday.adding(seconds: Int64(hours * 3600))
  return Sandbox(limits: { _ in limits }, now: { now })
}
