/// A day and a clock reading without a zone: what a clock on the wall at the place said.
public struct CivilTime: Hashable, Comparable, Sendable, Codable {
  public let date: CivilDate
  /// 0 to 86,399: seconds of the clock since midnight (not of elapsed time on days that change the clock).
  public let secondOfDay: Int

  /// Nil where the hour, minute or second does not exist. A leap second (60) counts as 59.
  public init?(_ date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
    guard (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second) else { return nil }
    self.date = date
    secondOfDay = hour * 3600 + minute * 60 + min(second, 59)
  }

  /// The clock at `offset` seconds east of UTC at the moment `instant`.
  public init(_ instant: Timestamp, offset: Int) {
    let local = instant.adding(seconds: Int64(offset)).seconds
    let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    date = CivilDate(dayNumber: Int(days))
    secondOfDay = Int(local - days * 86_400)
  }

  public static func midnight(_ date: CivilDate) -> CivilTime {
    CivilTime(unchecked: date, secondOfDay: 0)
  }

  private init(unchecked date: CivilDate, secondOfDay: Int) {
    self.date = date
    self.secondOfDay = secondOfDay
  }

  public var hour: Int { secondOfDay / 3600 }
  public var minute: Int { secondOfDay % 3600 / 60 }
  public var second: Int { secondOfDay % 60 }

  /// The moment at which a clock `offset` seconds east of UTC shows this reading.
  public func instant(offset: Int) -> Timestamp {
    Timestamp(seconds: Int64(date.dayNumber) * 86_400 + Int64(secondOfDay) - Int64(offset))
  }

  /// `yyyy-MM-ddTHH:mm:ss`.
  public var iso: String { "\(date.iso)T\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }

  public static func < (left: CivilTime, right: CivilTime) -> Bool {
    (left.date, left.secondOfDay) < (right.date, right.secondOfDay)
  }
}
