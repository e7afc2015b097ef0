import Tracking

/// DHL Shipment Tracking Unified: one number a call, key in a header, newest event first, local times without a zone.
enum DHLUnified {
  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    guard request.method == "GET" else { return .problem(405, "Method Not Allowed", "Use GET.") }
    guard request.header("DHL-API-Key") == SandboxCredentials.dhlAPIKey, request.header("Authorization") == nil else {
      return .problem(401, "Unauthorized", "Unauthorized for given resource.")
    }
    guard let number = request.parameter("trackingNumber"), !number.isEmpty else {
      return .problem(400, "Bad Request", "The parameter trackingNumber is required.")
    }
    // With another division's name, the search is in that division only.
    guard request.parameter("service") ?? "parcel-de" == "parcel-de", let parcel = desk.parcel(number) else {
      return .problem(
        404, "No result found", "No shipment with given tracking number found.", instance: "/shipment/\(number)")
    }
    let language = WireLanguage(tag: request.parameter("language") ?? request.header("Accept-Language"))
    let known = request.parameter("recipientPostalCode") == parcel.postalCode
    let shipment = shipment(parcel, at: desk.now, language, showsRecipient: known)
    return .json(.object([("shipments", .array([shipment]))]))
  }

  /// The gateway's answer over the limit.
  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    SandboxAnswer.problem(429, "Too many requests", "The quota of this key is used up.").retrying(after: retryAfter)
  }

  private static func shipment(
    _ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage, showsRecipient: Bool
  ) -> JSONText {
    let journey = parcel.journey
    let events = journey.spoken(by: .dhlUnified, at: now).reversed().map { event($0, of: parcel, language) }
    var members: [(String, JSONText)] = [
      ("id", .string(parcel.number)), ("service", .string("parcel-de")),
      ("origin", country(journey.origin)), ("destination", country(journey.destination)),
    ]
    if let newest = events.first { members.append(("status", newest)) }
    if journey.isReturn(at: now) { members.append(("returnFlag", .bool(true))) }
    if let window = journey.estimate(at: now) { members += estimate(window) }
    members.append(("details", details(parcel, at: now, showsRecipient: showsRecipient)))
    members.append(("events", .array(events)))
    return .object(members)
  }

  private static func event(
    _ spoken: Journey.Spoken, of parcel: SandboxParcel, _ language: WireLanguage
  ) -> JSONText {
    let text = Phrasebook.text(spoken.event.fact, carrier: "dhl", language: language)
    let code = spoken.word.code ?? ""
    return .object([
      ("timestamp", .string(LocalClock(spoken.event.at).bare)),
      ("location", location(spoken.event, of: parcel)),
      ("statusCode", .string(spoken.word.header ?? "unknown")),
      ("status", .string(spoken.word.dhlParts.standard)),
      ("statusDetailed", .string(code)),
      ("description", .string(text)),
    ])
  }

  /// A town; where the parcel waits, the shop or locker with its address.
  private static func location(_ event: Journey.Event, of parcel: SandboxParcel) -> JSONText {
    guard event.fact.isAtPickupPlace, let place = parcel.journey.pickup else {
      return .object([
        (
          "address",
          .object([("countryCode", .string(event.city.country)), ("addressLocality", .string(event.city.name))])
        )
      ])
    }
    let address = JSONText.object([
      ("countryCode", .string(event.city.country)), ("postalCode", .string(place.postalCode ?? "")),
      ("addressLocality", .string(event.city.name)), ("streetAddress", .string(place.street ?? "")),
    ])
    return .object([
      ("address", address),
      (
        "servicePoint",
        .object([("url", .string("https://www.dhl.de/standorte")), ("label", .string(place.name ?? ""))])
      ),
    ])
  }

  private static func country(_ city: City) -> JSONText {
    .object([("address", .object([("countryCode", .string(city.country))]))])
  }

  private static func estimate(_ window: DeliveryWindow) -> [(String, JSONText)] {
    guard let from = window.fromMinute, let to = window.toMinute else {
      return [
        ("estimatedTimeOfDelivery", .string("\(window.to.iso)T00:00:00")),
        ("estimatedTimeOfDeliveryRemark", .string("By End of Day")),
      ]
    }
    let first = "\(window.from.iso)T\(LocalClock.clock(minute: from)):00"
    let last = "\(window.to.iso)T\(LocalClock.clock(minute: to)):00"
    return [
      ("estimatedTimeOfDelivery", .string(last)),
      (
        "estimatedDeliveryTimeFrame",
        .object([("estimatedFrom", .string(first)), ("estimatedThrough", .string(last))])
      ),
    ]
  }

  private static func details(_ parcel: SandboxParcel, at now: Timestamp, showsRecipient: Bool) -> JSONText {
    let delivered = parcel.journey.state(seenThrough: .dhlUnified, at: now) == .delivered
    var members: [(String, JSONText)] = [
      ("product", .object([("productName", .string("DHL PAKET (parcel)"))])),
      ("proofOfDeliverySignedAvailable", .bool(delivered)),
      ("totalNumberOfPieces", .number(1)),
      ("pieceIds", .array([.string(String(parcel.number.drop { $0 == "0" }))])),
      ("weight", .object([("value", .literal("2.4")), ("unitText", .string("kg"))])),
    ]
    if showsRecipient {
      members.append(
        (
          "receiver", .object([("@type", .string("Person")), ("name", .string(parcel.journey.receiver))])
        ))
      if delivered, let last = parcel.journey.events(upTo: now).last {
        members.append(
          (
            "proofOfDelivery",
            .object([
              ("timestamp", .string(LocalClock(last.at).bare)),
              ("signed", .object([("@type", .string("Person")), ("name", .string(parcel.journey.receiver))])),
            ])
          ))
      }
    }
    return .object(members)
  }
}
