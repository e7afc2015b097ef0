import HTTPTypes
import Tracking

/// The life cycle behind DPD Germany's public page: no key, locale and number in the path, milestones beside scans,
/// scans oldest first with local times.
enum DPDLifeCycle {
  static let words: [Fact: Word] = [
    .announced: Word(nil, header: "ORDER_INFORMATION_RECEIVED", .announced),
    .handedOver: Word("15", header: "ACCEPTED", .inTransit),
    .sortedAtOrigin: Word("05", header: "ON_THE_ROAD", .inTransit),
    .arrivedAtHub: Word("10", header: "ON_THE_ROAD", .inTransit),
    .missedConnection: Word("08", header: "ON_THE_ROAD", .delayed(.stored)),
    .arrivedAtDepot: Word("02", header: "AT_DELIVERY_DEPOT", .inTransit),
    .outForDelivery: Word("03", header: "OUT_FOR_DELIVERY", .outForDelivery),
    .recipientAbsent: Word("14", header: "OUT_FOR_DELIVERY", .attemptFailed),
    .broughtToPickupPoint: Word("23", header: "PICKUP", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("23", header: "PICKUP", .readyForPickup),
    .collected: Word("DODEY", header: "DELIVERED", .delivered, .collected),
    .collectedFromLocker: Word("DODEY", header: "DELIVERED", .delivered, .collected),
    .delivered: Word("13", header: "DELIVERED", .delivered),
    .deliveredToNeighbor: Word("13", header: "DELIVERED", .delivered),
    .leftInSafePlace: Word("13", header: "DELIVERED", .delivered),
    .addressUnknown: Word("14", header: "OUT_FOR_DELIVERY", .attemptFailed),
    .refused: Word("14", header: "OUT_FOR_DELIVERY", .attemptFailed),
    .returning: Word("06", .returning),
    // The code of a delivery; after the code of the way back it means the sender.
    .returned: Word("13", header: "DELIVERED", .returned),
  ]

  private static let milestones = ["ACCEPTED", "ON_THE_ROAD", "AT_DELIVERY_DEPOT", "OUT_FOR_DELIVERY", "DELIVERED"]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    guard request.path.count == 4, request.path[0] == "rest", request.path[1] == "plc" else {
      return .page(404, "Not Found")
    }
    let locale = request.path[2].split(separator: "_").map(String.init)
    guard locale.count == 2, locale[0] == locale[0].lowercased(), locale[1] == locale[1].uppercased() else {
      return locale.count == 1 ? overQuota(retryAfter: nil) : .page(500, "Internal Server Error")
    }
    let number = request.path[3]
    guard number.utf8.count >= 14 else {
      var redirect = SandboxAnswer.page(302, "Found")
      redirect.headers[.location] = "https://tracking.dpd.de/status/\(request.path[2])/parcel/\(number)"
      return redirect
    }
    let parcel = desk.parcel(String(number.prefix(14)))
    let data = parcel.map { lifeCycle($0, at: desk.now, WireLanguage(tag: locale[0])) } ?? .null
    return .json(.object([("parcellifecycleResponse", .object([("parcelLifeCycleData", data)]))]))
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    SandboxAnswer.page(429, "Too Many Requests").retrying(after: retryAfter)
  }

  private static func lifeCycle(_ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage) -> JSONText {
    let spoken = parcel.journey.spoken(by: .dpdLifeCycle, at: now)
    let properties = JSONText.array([
      .object([("key", .string("PARCEL_ID")), ("value", .string("sandbox-\(parcel.number)"))])
    ])
    let info = JSONText.object([
      ("parcelLabelNumber", .string(parcel.number)),
      ("receiverCountryIsoCode", .string(parcel.journey.destination.country)),
      ("productName", .string("DPD CLASSIC")), ("serviceElements", .array([])), ("documents", .array([])),
      ("codInformationAvailable", .bool(false)), ("additionalProperties", properties),
    ])
    return .object([
      ("shipmentInfo", info), ("statusInfo", .array(statusInfo(spoken, language))), ("contactInfo", .array([])),
      ("scanInfo", .object([("scan", .array(spoken.compactMap { scan($0, of: parcel, language) }))])),
    ])
  }

  /// All milestones, the future ones too; a stop at a pickup point is a milestone of its own.
  private static func statusInfo(_ spoken: [Journey.Spoken], _ language: WireLanguage) -> [JSONText] {
    let headers = spoken.compactMap(\.word.header)
    let line = headers.contains("PICKUP") ? Array(milestones.dropLast()) + ["PICKUP", "DELIVERED"] : milestones
    let current = headers.last.flatMap { line.firstIndex(of: $0) }
    return line.enumerated().map { index, name in
      let first = spoken.first { $0.word.header == name }
      var members: [(String, JSONText)] = [
        ("status", .string(name)), ("label", .string(label(name, language))),
        ("description", .object([("content", .array(first.map { [.string(text($0, language))] } ?? []))])),
        ("statusHasBeenReached", .bool(current.map { index <= $0 } ?? false)),
        ("isCurrentStatus", .bool(index == current)),
      ]
      if let first {
        let clock = LocalClock(first.event.at)
        members.append(("location", .string("\(first.event.city.name) (\(first.event.city.country))")))
        members.append(("date", .string("\(clock.germanDate), \(clock.clock)")))
      }
      members += [("normalItems", .array([])), ("importantItems", .array([])), ("errorItems", .array([]))]
      return .object(members)
    }
  }

  private static func scan(_ spoken: Journey.Spoken, of parcel: SandboxParcel, _ language: WireLanguage) -> JSONText? {
    guard let code = spoken.word.code else { return nil }
    let city = spoken.event.city
    let data = JSONText.object([
      ("scanType", .object([("code", .string(code)), ("name", .string("SC_\(code)"))])),
      ("location", .string("\(city.name) (\(city.country))")), ("country", .string(city.country)),
      ("additionalCodes", .object([("additionalCode", .array([]))])), ("serviceElements", .array([])),
    ])
    return .object([
      ("date", .string(LocalClock(spoken.event.at).bare)), ("scanData", data),
      ("scanDescription", .object([("content", .array([.string(text(spoken, language))]))])),
      ("links", .array([])),
    ])
  }

  private static func text(_ spoken: Journey.Spoken, _ language: WireLanguage) -> String {
    Phrasebook.text(spoken.event.fact, carrier: "dpd", language: language)
  }

  private static func label(_ milestone: String, _ language: WireLanguage) -> String {
    let labels: [String: (String, String)] = [
      "ACCEPTED": ("Parcel handed to DPD", "Paket an DPD übergeben"), "ON_THE_ROAD": ("On the way", "Unterwegs"),
      "AT_DELIVERY_DEPOT": ("At the delivery depot", "Im Zustelldepot"),
      "OUT_FOR_DELIVERY": ("Out for delivery", "In Zustellung"),
      "PICKUP": ("Ready for collection", "Abholbereit"), "DELIVERED": ("Delivered", "Zugestellt"),
    ]
    let pair = labels[milestone] ?? (milestone, milestone)
    return language == .german ? pair.1 : pair.0
  }
}
