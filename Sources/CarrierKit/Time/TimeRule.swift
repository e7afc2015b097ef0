import Tracking

/// Where a time stands, how it is written and what zone it is in.
public struct TimeRule: Sendable, Hashable {
  /// The first that is not blank; or the day, where the clock stands apart.
  public var at: [XPath]
  /// Where the clock reading stands, if apart from the day; joined to it by one blank.
  public var clock: [XPath]
  /// The first that fits wins.
  public var formats: [TimeFormat]
  public var zone: ZoneRule

  public init(at: [XPath], clock: [XPath] = [], formats: [TimeFormat], zone: ZoneRule) {
    self.at = at
    self.clock = clock
    self.formats = formats
    self.zone = zone
  }

  /// What was written and the time that it gives; nil time where the text fits no format or names a day that does
  /// not exist; nil where nothing stands there.
  func read(at node: Node, in document: AnswerDocument, country: String?) -> (raw: String, time: CarrierTime?)? {
    guard var raw = document.text(at, at: node) else { return nil }
    if !clock.isEmpty, let clock = document.text(clock, at: node) { raw += " " + clock }
    guard let reading = formats.read(raw) else { return (raw, nil) }
    guard reading.offset == nil else { return (raw, zone.resolve(reading, raw: raw, stated: nil, country: country)) }
    let stated = zone.stated.isEmpty ? nil : document.text(zone.stated, at: node)
    let division = zone.division.isEmpty ? nil : document.text(zone.division, at: node)
    return (raw, zone.resolve(reading, raw: raw, stated: stated, division: division, country: country))
  }
}

extension [TimeFormat] {
  func read(_ text: String) -> ClockReading? {
    for format in self {
      if let reading = format.read(text) { return reading }
    }
    return nil
  }
}
