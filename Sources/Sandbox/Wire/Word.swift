import Tracking

/// How one API says one fact, and what a reader must take from it.
struct Word: Sendable {
  /// The event's code; nil where the API has no event for this fact and only its header moves.
  let code: String?
  /// The header's status word, for APIs that have one beside the events.
  let header: String?
  let means: Meaning

  init(_ code: String?, header: String? = nil, _ means: Meaning) {
    self.code = code
    self.header = header
    self.means = means
  }

  init(_ code: String?, header: String? = nil, _ state: ShipmentState, _ detail: StateDetail? = nil) {
    self.init(code, header: header, .status(Status(state, detail)))
  }
}

extension Journey {
  /// A scan and the word that an API has for it.
  struct Spoken {
    let event: Event
    let word: Word
  }

  /// The scans up to `now` that this API can say, oldest first.
  func spoken(by api: SandboxAPI, at now: Timestamp) -> [Spoken] {
    let words = api.words
    return events(upTo: now).compactMap { event in words[event.fact].map { Spoken(event: event, word: $0) } }
  }

  /// What a reader of this API should believe at `now`.
  ///
  /// Facts that the API has no word for leave the state as it is; a delay never moves it; where the API carries a
  /// flag for the way back, moving means returning and delivered means returned.
  public func state(seenThrough api: SandboxAPI, at now: Timestamp) -> ShipmentState {
    let last = spoken(by: api, at: now).compactMap(\.word.means.status).last?.state ?? .pending
    guard api.flagsReturns, isReturn(at: now) else { return last }
    return last == .delivered || last == .returned ? .returned : .returning
  }

  /// The exact detail, where this API has a word of its own for it and the parcel is not on its way back.
  public func detail(seenThrough api: SandboxAPI, at now: Timestamp) -> StateDetail? {
    guard !isReturn(at: now) else { return nil }
    return spoken(by: api, at: now).compactMap(\.word.means.status).last?.detail
  }
}
