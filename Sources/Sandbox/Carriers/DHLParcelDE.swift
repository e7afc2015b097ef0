import Tracking

/// DHL Parcel DE Tracking: the request is XML in a query parameter, every element is called `data`, up to 15 numbers
/// separated by `;`, oldest event first, minutes of German time without a zone.
enum DHLParcelDE {
  /// The most numbers of one call.
  static let batch = 15

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    guard let basic = request.basic, basic.user == SandboxCredentials.dhlAPIKey,
      basic.password == SandboxCredentials.dhlAPISecret
    else { return .page(401, "Unauthorized") }
    guard let xml = request.parameter("xml"), XMLText.attribute("request", in: xml) != nil else {
      return .problem(400, "Bad Request", "The parameter xml is required.")
    }
    guard XMLText.attribute("appname", in: xml) == SandboxCredentials.dhlAppName,
      XMLText.attribute("password", in: xml) == SandboxCredentials.dhlPassword
    else { return list(code: 5, error: "Log-in failed", "") }
    let numbers = (XMLText.attribute("piece-code", in: xml) ?? "").split(separator: ";").map { String($0).trimmed }
    guard !numbers.isEmpty else { return list(code: 45, error: "No piece code given", "") }
    guard numbers.count <= batch else { return list(code: -3, error: "Too many piece codes", "") }
    let language = WireLanguage(tag: XMLText.attribute("language-code", in: xml))
    let withEvents = XMLText.attribute("request", in: xml) == "d-get-piece-detail"
    let pieces = numbers.map { number in
      desk.parcel(number).map { piece($0, at: desk.now, language, withEvents: withEvents) } ?? unknown(number)
    }
    let found = numbers.contains { desk.parcel($0) != nil }
    return list(code: found ? 0 : 100, error: found ? nil : "No data found", pieces.joined())
  }

  /// The body says it, as for all errors of this API.
  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    SandboxAnswer.problem(429, "Too many requests", "The quota of this key is used up.").retrying(after: retryAfter)
  }

  private static func list(code: Int, error: String?, _ content: String) -> SandboxAnswer {
    var attributes = [("name", "piece-shipment-list"), ("code", String(code)), ("request-id", "sandbox")]
    if let error { attributes.append(("error", error)) }
    return SandboxAnswer(
      type: "application/xml;charset=UTF-8",
      body: "<?xml version=\"1.0\" encoding=\"UTF-8\"?><data\(XMLText.attributes(attributes))>\(content)</data>")
  }

  private static func unknown(_ number: String) -> String {
    "<data"
      + XMLText.attributes([
        ("name", "piece-shipment"), ("searched-piece-code", number), ("piece-code", number),
        ("international-flag", "0"), ("piece-status", "100"), ("piece-status-desc", "No data found"),
      ]) + "/>"
  }

  private static func piece(
    _ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage, withEvents: Bool
  ) -> String {
    let journey = parcel.journey
    let spoken = journey.spoken(by: .dhlParcelDE, at: now)
    let back = journey.isReturn(at: now) ? "true" : "false"
    var attributes: [(String, String)] = [
      ("name", "piece-shipment"), ("error-status", "0"), ("piece-id", "sandbox-\(parcel.number)"),
      ("piece-identifier", String(parcel.number.drop { $0 == "0" })), ("identifier-type", "2"),
      ("piece-code", parcel.number), ("event-location", ""), ("event-country", journey.destination.country),
    ]
    if let newest = spoken.last { attributes += header(newest, of: parcel, language) }
    attributes += [
      ("product-code", "00"), ("product-name", "DHL PAKET"), ("shipment-length", "0.0"), ("shipment-width", "0.0"),
      ("shipment-height", "0.0"), ("shipment-weight", "0.0"), ("international-flag", "0"), ("division", "DPEED"),
      ("dest-country", journey.destination.country), ("origin-country", journey.origin.country),
      ("searched-piece-code", parcel.number), ("ruecksendung", back),
    ]
    if let window = journey.estimate(at: now) { attributes += estimate(window) }
    let events = withEvents ? spoken.map { event($0, back, language) }.joined() : ""
    let events2 = withEvents ? "<data name=\"piece-event-list\" ruecksendung=\"\(back)\">\(events)</data>" : ""
    return "<data\(XMLText.attributes(attributes))>\(events2)</data>"
  }

  private static func header(
    _ newest: Journey.Spoken, of parcel: SandboxParcel, _ language: WireLanguage
  ) -> [(String, String)] {
    let text = Phrasebook.text(newest.event.fact, carrier: "dhl", language: language)
    let parts = newest.word.dhlParts
    let taken = newest.event.fact == .deliveredToNeighbor
    let done = newest.word.header == "delivered"
    return [
      ("status-timestamp", LocalClock(newest.event.at).germanMinute), ("status", text), ("short-status", text),
      ("recipient-name", done ? parcel.journey.receiver : ""), ("delivery-event-flag", done ? "1" : "0"),
      ("recipient-id", taken ? "4" : done ? "1" : ""), ("recipient-id-text", ""), ("ice", parts.ice),
      ("ric", parts.ric), ("standard-event-code", parts.standard),
    ]
  }

  private static func event(
    _ spoken: Journey.Spoken, _ back: String, _ language: WireLanguage
  ) -> String {
    let text = Phrasebook.text(spoken.event.fact, carrier: "dhl", language: language)
    let parts = spoken.word.dhlParts
    return "<data"
      + XMLText.attributes([
        ("name", "piece-event"), ("event-timestamp", LocalClock(spoken.event.at).germanMinute),
        ("event-status", text), ("event-text", text), ("event-short-status", text), ("ice", parts.ice),
        ("ric", parts.ric), ("event-location", spoken.event.city.name),
        ("event-country", spoken.event.city.countryName(language)), ("standard-event-code", parts.standard),
        ("ruecksendung", back),
      ]) + "/>"
  }

  private static func estimate(_ window: DeliveryWindow) -> [(String, String)] {
    var attributes = [("delivery-date", LocalClock.german(window.to))]
    if let from = window.fromMinute, let to = window.toMinute {
      attributes.append(("delivery-timeframe-from", LocalClock.clock(minute: from)))
      attributes.append(("delivery-timeframe-to", LocalClock.clock(minute: to)))
    }
    return attributes
  }
}
