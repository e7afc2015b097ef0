import Tracking

/// A checkpoint as the table holds it, with its place in the history.
struct CheckpointRow: Equatable {
  /// The key it is stored under. Not always that of the checkpoint: text is cleaned of NUL on the way in.
  var key: String
  /// 0 is the oldest.
  var position: Int
  var checkpoint: Checkpoint

  static let names = [
    "dedupe_key", "position", "local_seconds", "utc_offset", "zone_source", "time_precision", "raw_time", "meaning",
    "state", "detail", "reason", "needs_action", "code", "words", "language", "place_name", "place_city",
    "place_postal_code", "place_country",
  ]
  static let columns = names.joined(separator: ", ")

  init(key: String, position: Int, checkpoint: Checkpoint) {
    self.key = key
    self.position = position
    self.checkpoint = checkpoint
  }

  var values: [SQLValue] {
    let time = checkpoint.time
    let meaning = StoredMeaning(checkpoint.meaning)
    return [
      .text(key), SQLValue(position), SQLValue(time.map { CheckpointRow.seconds($0.civil) }),
      SQLValue(time?.offset), SQLValue(word: time?.zone), SQLValue(word: time?.precision), SQLValue(time?.raw),
      .text(meaning.word.rawValue), SQLValue(word: meaning.state), SQLValue(word: meaning.detail),
      SQLValue(word: meaning.reason), SQLValue(word: meaning.needsAction), .text(checkpoint.code),
      SQLValue(checkpoint.text), SQLValue(checkpoint.language), SQLValue(checkpoint.place.name),
      SQLValue(checkpoint.place.city), SQLValue(checkpoint.place.postalCode), SQLValue(checkpoint.place.country),
    ]
  }

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    key = try columns.text("checkpoint.dedupe_key")
    position = try columns.int("checkpoint.position")
    let time = try CheckpointRow.time(&columns)
    let meaning = try StoredMeaning(
      word: columns.requiredWord("checkpoint.meaning"), state: columns.word("checkpoint.state"),
      detail: columns.word("checkpoint.detail"), reason: columns.word("checkpoint.reason"),
      needsAction: columns.word("checkpoint.needs_action"))
    checkpoint = Checkpoint(
      time: time, meaning: try meaning.meaning(), code: try columns.text("checkpoint.code"), text: columns.text(),
      language: columns.text(),
      place: Place(
        name: columns.text(), city: columns.text(), postalCode: columns.text(), country: columns.text()))
  }

  private static func time(_ columns: inout Columns) throws -> CarrierTime? {
    let seconds = columns.integer()
    let offset = columns.integer().map(Int.init)
    let zone = try columns.word("checkpoint.zone_source", as: ZoneSource.self)
    let precision = try columns.word("checkpoint.time_precision", as: CarrierTime.Precision.self)
    let raw = columns.text()
    guard let seconds else { return nil }
    guard let zone, let precision, let raw, let civil = civil(seconds) else {
      throw StorageError.corrupt("checkpoint.local_seconds stands without its other parts")
    }
    return CarrierTime(civil: civil, offset: offset, zone: zone, precision: precision, raw: raw)
  }

  private static func seconds(_ civil: CivilTime) -> Int64 {
    Int64(civil.date.dayNumber) * 86_400 + Int64(civil.secondOfDay)
  }

  private static func civil(_ seconds: Int64) -> CivilTime? {
    // Years 1 to 9999, which is what a CivilDate holds.
    guard (-62_135_596_800..<253_402_300_800).contains(seconds) else { return nil }
    return CivilTime(Timestamp(seconds: seconds), offset: 0)
  }
}

/// A meaning, taken apart into columns.
struct StoredMeaning {
  enum Word: String {
    case status, delayed, information, unrecognized
    case revokesPrevious = "revokes_previous"
  }

  var word: Word
  var state: ShipmentState?
  var detail: StateDetail?
  var reason: Reason?
  var needsAction: NeedsAction?

  init(word: Word, state: ShipmentState?, detail: StateDetail?, reason: Reason?, needsAction: NeedsAction?) {
    self.word = word
    self.state = state
    self.detail = detail
    self.reason = reason
    self.needsAction = needsAction
  }

  init(_ meaning: Meaning) {
    switch meaning {
    case .status(let status):
      self.init(
        word: .status, state: status.state, detail: status.detail, reason: status.reason,
        needsAction: status.needsAction)
    case .delayed(let reason): self.init(word: .delayed, state: nil, detail: nil, reason: reason, needsAction: nil)
    case .information: self.init(word: .information, state: nil, detail: nil, reason: nil, needsAction: nil)
    case .revokesPrevious: self.init(word: .revokesPrevious, state: nil, detail: nil, reason: nil, needsAction: nil)
    case .unrecognized: self.init(word: .unrecognized, state: nil, detail: nil, reason: nil, needsAction: nil)
    }
  }

  func meaning() throws -> Meaning {
    switch (word, state, reason, needsAction) {
    case (.status, let state?, _, let needsAction?):
      .status(Status(stored: state, detail: detail, reason: reason, needsAction: needsAction))
    case (.delayed, _, let reason?, _): .delayed(reason)
    case (.information, _, _, _): .information
    case (.revokesPrevious, _, _, _): .revokesPrevious
    case (.unrecognized, _, _, _): .unrecognized
    default: throw StorageError.corrupt("checkpoint.meaning '\(word.rawValue)' stands without its parts")
    }
  }
}
