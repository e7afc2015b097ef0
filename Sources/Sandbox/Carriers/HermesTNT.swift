import Tracking

/// The search behind Hermes' public page: no key, an array, newest first, times in UTC, 404 for unknown, 400 for
/// malformed numbers. `status` is only a mood; `parcelStatus` is the word.
enum HermesTNT {
  static let words: [Fact: Word] = [
    .announced: Word("ANNOUNCED", .announced),
    .handedOver: Word("TAKEN_OVER_BY_HERMES", .inTransit),
    .sortedAtOrigin: Word("SORTED", .inTransit),
    .arrivedAtHub: Word("SORTED", .inTransit),
    .missedConnection: Word("ZUSTELLTOUR_VERSPAETET", .delayed(.missedCutOff)),
    .arrivedAtDepot: Word("ARRIVED_IN_DESTINATION_REGION", .inTransit),
    .outForDelivery: Word("DELIVERY_TOUR_STARTED", .outForDelivery),
    .recipientAbsent: Word("NICHT_ANGETROFFEN_1", .attemptFailed),
    .broughtToPickupPoint: Word("READY_FOR_COLLECTION", .readyForPickup),
    .placedInLocker: Word("READY_FOR_COLLECTION", .readyForPickup),
    .collected: Word("PICKED_UP_BY_RECIPIENT", .delivered, .collected),
    .collectedFromLocker: Word("PICKED_UP_BY_RECIPIENT", .delivered, .collected),
    .delivered: Word("DELIVERED_HOMEDELIVERY", .delivered),
    .deliveredToNeighbor: Word("DELIVERED_NEIGHBOUR", .delivered, .neighbor),
    .leftInSafePlace: Word("DELIVERED_DROPOFF", .delivered, .safePlace),
    .damaged: Word("PRUEFUNG_AUF_BESCHAEDIGUNG", .exception),
    .addressUnknown: Word("NOT_DELIVERABLE", .exception),
    .refused: Word("NOT_DELIVERABLE", .exception),
    .notCollected: Word("NOT_DELIVERABLE", .exception),
    .returning: Word("RETURN", .returning),
    .returnSorted: Word("RETURN", .returning),
    .returned: Word("RETURN_DELIVERED_TO_SENDER", .returned),
    .lost: Word("UNKNOWN_WHEREABOUTS", .exception, .lost),
  ]

  static func answer(_ request: WireRequest, _ desk: FrontDesk) -> SandboxAnswer {
    guard request.path.count == 5, Array(request.path.prefix(4)) == ["tnt", "v2", "shipments", "search"] else {
      return .problem(404, "Not Found", "No such resource.")
    }
    let number = request.path[4]
    guard number.utf8.count >= 14, number.utf8.allSatisfy({ (48...57).contains($0) || (65...90).contains($0) }) else {
      return .problem(400, "Bad Request", "The search term is not a barcode.")
    }
    guard let parcel = desk.parcel(number) else { return .problem(404, "Not Found", "No shipment found.") }
    let language = WireLanguage(tag: request.header("X-Language"))
    return .json(.array([item(parcel, at: desk.now, language)]))
  }

  static func overQuota(retryAfter: String?) -> SandboxAnswer {
    SandboxAnswer.problem(429, "Too Many Requests", "Slow down.").retrying(after: retryAfter)
  }

  private static func item(_ parcel: SandboxParcel, at now: Timestamp, _ language: WireLanguage) -> JSONText {
    let spoken = parcel.journey.spoken(by: .hermesTNT, at: now)
    let done = spoken.last?.word.means.status?.state == .delivered ? spoken.last : nil
    var attributes: [(String, JSONText)] = [("delivered", .bool(done != nil))]
    if let done { attributes.append(("deliveredTimestamp", .string(LocalClock.utc(done.event.at)))) }
    return .object([
      ("barcode", .string(parcel.number)), ("parcelAttributes", .object(attributes)),
      ("parcelProgress", .array(spoken.reversed().map { step($0, language) })),
    ])
  }

  private static func step(_ spoken: Journey.Spoken, _ language: WireLanguage) -> JSONText {
    let finished = spoken.word.means.status?.isTerminal == true
    return .object([
      ("timestamp", .string(LocalClock.utc(spoken.event.at))), ("status", .string(finished ? "FINISHED" : "HAPPY")),
      ("parcelStatus", .string(spoken.word.code ?? "")),
      ("historyText", .string(Phrasebook.text(spoken.event.fact, carrier: "hermes", language: language))),
    ])
  }
}
