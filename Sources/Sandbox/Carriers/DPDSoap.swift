import Tracking

/// DPD's business services: LoginService `getAuth`, then ParcelLifeCycleService `getTrackingData`, one number a call.
/// The number is not in the answer; dates follow the language of the request; a login ends at a UTC time without zone.
enum DPDSoap {
  /// Seconds that a token lives.
  static let tokenLife: Int64 = 86_400
  private static let types = "http://dpd.com/common/service/types"

  static let words: [Fact: Word] = [
    .announced: Word(nil, .announced),
    .handedOver: Word("PickedUp", .inTransit),
    .sortedAtOrigin: Word("BetweenDepots", .inTransit),
    .arrivedAtHub: Word("BetweenDepots", .inTransit),
    .missedConnection: Word("Warehouse", .delayed(.stored)),
    .arrivedAtDepot: Word("Depot", .inTransit),
    .outForDelivery: Word("Courier", .outForDelivery),
    .recipientAbsent: Word("DeliveryFailure", .attemptFailed),
    .broughtToPickupPoint: Word("ParcelShop", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("ParcelShop", .readyForPickup),
    .collected: Word("Delivered", .delivered),
    .collectedFromLocker: Word("Delivered", .delivered),
    .delivered: Word("Delivered", .delivered),
    .deliveredToNeighbor: Word("Delivered", .delivered),
    .leftInSafePlace: Word("Delivered", .delivered),
    .addressUnknown: Word("DeliveryFailure", .attemptFailed),
    .refused: Word("DeliveryFailure", .attemptFailed),
  ]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    if request.path.contains("LoginService") { return login(request.text, desk) }
    if request.path.contains("ParcelLifeCycleService") { return track(request.text, desk) }
    return .page(404, "Not Found")
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    SandboxAnswer.page(429, "Too Many Requests").retrying(after: retryAfter)
  }

  private static func login(_ xml: String, _ desk: FrontDesk) -> SandboxAnswer {
    guard XMLText.text(of: "delisId", in: xml) == SandboxCredentials.dpdDelisID,
      XMLText.text(of: "password", in: xml) == SandboxCredentials.dpdPassword
    else { return fault("DELICOM_ERR_AUTHENTICATION", "The combination of user and password is invalid.") }
    let end = desk.now.adding(seconds: tokenLife)
    let fields =
      XMLText.element("delisId", SandboxCredentials.dpdDelisID)
      + XMLText.element("customerUid", SandboxCredentials.dpdDelisID)
      + XMLText.element("authToken", desk.tokens.token(for: .dpdSOAP, until: end))
      + XMLText.element("depot", "0163")
      + XMLText.element("authTokenExpires", CivilTime(end, offset: 0).iso + ".00")
    return envelope(
      "<getAuthResponse xmlns=\"\(types)/LoginService/2.1\"><return xmlns=\"\">\(fields)</return></getAuthResponse>")
  }

  private static func track(_ xml: String, _ desk: FrontDesk) -> SandboxAnswer {
    guard XMLText.text(of: "delisId", in: xml) == SandboxCredentials.dpdDelisID else {
      return fault("DELICOM_ERR_AUTHENTICATION", "Unknown user.")
    }
    let token = XMLText.text(of: "authToken", in: xml)
    guard desk.tokens.check(token, for: .dpdSOAP, at: desk.now) == .valid else {
      return fault("DELICOM_ERR_AUTHENTICATION", "The token is invalid or has expired.")
    }
    guard let parcel = desk.parcel(XMLText.text(of: "parcelLabelNumber", in: xml) ?? "") else {
      // DPD publishes no word for this; any fault that speaks of NOT_FOUND will do.
      return fault("DELICOM_ERR_PARCEL_NOT_FOUND", "No data found for this parcel label number.", kind: "faults")
    }
    let language = WireLanguage(tag: XMLText.text(of: "messageLanguage", in: xml))
    return envelope(
      "<getTrackingDataResponse xmlns=\"\(types)/ParcelLifeCycleService/2.0\">"
        + "<trackingresult>\(result(parcel, at: desk.now, language))</trackingresult></getTrackingDataResponse>")
  }

  private static func result(_ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage) -> String {
    let service =
      "<serviceDescription><label>\(content(language == .german ? "Ihr DPD Service:" : "Your DPD service:"))</label>"
      + "<content>\(content("DPD CLASSIC"))</content></serviceDescription>"
    let header =
      "<shipmentInfo>\(service)\(XMLText.element("status", "SHIPMENT"))\(flags(reached: false, current: false))"
      + "</shipmentInfo>"
    let spoken = parcel.journey.spoken(by: .dpdSOAP, at: now).filter { $0.word.code != nil }
    guard !spoken.isEmpty else { return header + announced(language) }
    return header
      + spoken.enumerated().map { status($1, current: $0 == spoken.count - 1, of: parcel, language) }.joined()
  }

  /// A label without a scan: the first milestone stands there, not reached.
  private static func announced(_ language: WireLanguage) -> String {
    "<statusInfo>\(XMLText.element("status", "ACCEPTED"))"
      + "<label>\(content(language == .german ? "Paket an DPD übergeben" : "Parcel handed to DPD"))</label>"
      + flags(reached: false, current: false) + "</statusInfo>"
  }

  private static func status(
    _ spoken: Journey.Spoken, current: Bool, of parcel: SandboxParcel, _ language: WireLanguage
  ) -> String {
    let text = Phrasebook.text(spoken.event.fact, carrier: "dpd", language: language)
    let clock = LocalClock(spoken.event.at)
    let date = language == .german ? "\(clock.germanDate), \(clock.clock)" : clock.american
    return "<statusInfo>\(XMLText.element("status", spoken.word.code ?? ""))<label>\(content(text, bold: true))</label>"
      + "<description><content>\(content(text))</content></description>\(flags(reached: true, current: current))"
      + "<location>\(content("\(spoken.event.city.name) (\(spoken.event.city.country))", bold: true))</location>"
      + "<date>\(content(date, bold: true))</date></statusInfo>"
  }

  private static func flags(reached: Bool, current: Bool) -> String {
    XMLText.element("statusHasBeenReached", String(reached)) + XMLText.element("isCurrentStatus", String(current))
      + XMLText.element("showContactInfo", "false")
  }

  private static func content(_ text: String, bold: Bool = false) -> String {
    XMLText.element("content", text) + XMLText.element("bold", String(bold)) + XMLText.element("paragraph", "false")
  }

  private static func fault(_ code: String, _ message: String, kind: String = "authenticationFault") -> SandboxAnswer {
    envelope(
      "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>Fault occured</faultstring><detail>"
        + "<\(kind) xmlns=\"\(types)/Authentication/2.0\">\(XMLText.element("errorCode", code))"
        + "\(XMLText.element("errorMessage", message))</\(kind)></detail></soap:Fault>", status: 500)
  }

  private static func envelope(_ body: String, status: Int = 200) -> SandboxAnswer {
    SandboxAnswer(
      status: status, type: "text/xml;charset=UTF-8",
      body: "<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\(body)</soap:Body>"
        + "</soap:Envelope>")
  }
}
