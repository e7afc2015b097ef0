import Tracking

/// GLS' classic interface: HTTP Basic, a comma list in the path, unknown numbers are simply missing from the answer,
/// newest event first, local times without a zone.
enum GLSClassic {
  /// Not documented; clients send up to this many.
  static let batch = 15

  static let words: [Fact: Word] = [
    .announced: Word("0.100", header: "PREADVICE", .announced),
    .handedOver: Word("0.0", header: "INTRANSIT", .inTransit),
    .sortedAtOrigin: Word("1.0", header: "INTRANSIT", .inTransit),
    .arrivedAtHub: Word("2.0", header: "INTRANSIT", .inTransit),
    .arrivedAtDepot: Word("2.0", header: "INTRANSIT", .inTransit),
    .outForDelivery: Word("11.0", header: "INDELIVERY", .outForDelivery),
    .recipientAbsent: Word(nil, header: "NOTDELIVERED", .attemptFailed),
    .broughtToPickupPoint: Word(nil, header: "DELIVEREDPS", .readyForPickup, .pickupPoint),
    .placedInLocker: Word("3.896", header: "DELIVEREDPS", .readyForPickup, .locker),
    .collected: Word("3.0", header: "DELIVERED", .delivered),
    .collectedFromLocker: Word("3.0", header: "DELIVERED", .delivered),
    .delivered: Word("3.0", header: "DELIVERED", .delivered),
    .deliveredToNeighbor: Word("3.0", header: "DELIVERED", .delivered),
    .leftInSafePlace: Word("3.0", header: "DELIVERED", .delivered),
    .addressUnknown: Word(nil, header: "NOTDELIVERED", .attemptFailed),
    .refused: Word(nil, header: "NOTDELIVERED", .attemptFailed),
  ]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    guard let basic = request.basic, basic.user == SandboxCredentials.glsUser,
      basic.password == SandboxCredentials.glsPassword
    else { return failure(401, "0009", "Not authorized") }
    guard request.path.count == 5, Array(request.path.prefix(4)) == ["public", "v1", "tracking", "references"] else {
      return .page(404, "Not Found")
    }
    let numbers = request.path[4].split(separator: ",").map { String($0).trimmed }
    guard numbers.count <= batch else { return failure(400, "0007", "Too many results") }
    let known = numbers.compactMap { desk.parcel($0) }
    return .json(.object([("parcels", .array(known.map { item($0, at: desk.now, request.acceptedLanguage) }))]))
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    failure(429, "9999", "Too many requests").retrying(after: retryAfter)
  }

  private static func failure(_ status: Int, _ code: String, _ text: String) -> SandboxAnswer {
    let error = JSONText.object([
      ("exitCode", .string(code)), ("exitMessage", .string(text)), ("description", .string(text)),
    ])
    return .json(.object([("errors", .array([error]))]), status: status)
  }

  private static func item(_ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage) -> JSONText {
    let spoken = parcel.journey.spoken(by: .glsClassic, at: now)
    let newest = spoken.last.map { LocalClock($0.event.at).bare } ?? ""
    let reference = JSONText.object([
      ("type", .string("UNITNO")), ("name", .string("Parcel number:")), ("value", .string(parcel.number)),
    ])
    return .object([
      ("timestamp", .string(newest)), ("status", .string(spoken.last?.word.header ?? "")),
      ("trackid", .string(parcel.number)), ("references", .array([reference])),
      ("events", .array(spoken.reversed().compactMap { event($0, language) })),
    ])
  }

  private static func event(_ spoken: Journey.Spoken, _ language: WireLanguage) -> JSONText? {
    guard let code = spoken.word.code else { return nil }
    return .object([
      ("timestamp", .string(LocalClock(spoken.event.at).bare)),
      ("description", .string(Phrasebook.text(spoken.event.fact, carrier: "gls", language: language))),
      ("location", .string(spoken.event.city.name)), ("country", .string(spoken.event.city.country)),
      ("code", .string(code)),
    ])
  }
}
