import Tracking

/// An outlook as text: its fields in one order with semicolons between them, empty where there is none.
///
/// Written and read with every poll, so by hand and not by Codable.
enum OutlookText {
  static func encode(_ outlook: Outlook) -> String {
    let counts = outlook.counts
    let numbers: [Int?] = [
      outlook.asOf.dayNumber, outlook.chanceLate, outlook.middle.from.dayNumber, outlook.middle.to.dayNumber,
      outlook.wide.from.dayNumber, outlook.wide.to.dayNumber, outlook.isAlarm ? 1 : 0, outlook.alarmSince?.dayNumber,
      outlook.threshold, outlook.confidence, counts.open, counts.later, counts.day, counts.until, counts.health,
      outlook.carrier?.kept, outlook.carrier?.of, outlook.carrier?.usualShift, outlook.carrier?.safeShift,
    ]
    let fields = [outlook.basis.rawValue, counts.scope.rawValue] + numbers.map { $0.map(String.init) ?? "" }
    return fields.joined(separator: ";")
  }

  static func decode(_ text: String?) throws -> Outlook? {
    guard let text else { return nil }
    let fields = text.split(separator: ";", omittingEmptySubsequences: false)
    guard fields.count == 21, let basis = Outlook.Basis(rawValue: String(fields[0])),
      let scope = Outlook.Scope(rawValue: String(fields[1]))
    else { throw unreadable }
    var reader = Numbers(fields.dropFirst(2).map { Int($0) })
    let asOf = try reader.day()
    let chance = reader.next()
    let middle = DeliveryWindow(from: try reader.day(), to: try reader.day())
    let wide = DeliveryWindow(from: try reader.day(), to: try reader.day())
    let isAlarm = try reader.number() != 0
    let since = reader.next().map { CivilDate(dayNumber: $0) }
    let threshold = try reader.number()
    let confidence = try reader.number()
    let counts = Outlook.Counts(
      scope: scope, open: try reader.number(), later: try reader.number(), day: try reader.number(),
      until: try reader.number(), health: try reader.number())
    return Outlook(
      basis: basis, asOf: asOf, chanceLate: chance, middle: middle, wide: wide, isAlarm: isAlarm, alarmSince: since,
      threshold: threshold, confidence: confidence, counts: counts, carrier: reader.standing())
  }

  private struct Numbers {
    let values: [Int?]
    var index = 0

    init(_ values: [Int?]) { self.values = values }

    mutating func next() -> Int? {
      defer { index += 1 }
      return values.indices.contains(index) ? values[index] : nil
    }

    mutating func number() throws -> Int {
      guard let value = next() else { throw unreadable }
      return value
    }

    mutating func day() throws -> CivilDate { CivilDate(dayNumber: try number()) }

    mutating func standing() -> CarrierStanding? {
      guard let kept = next(), let of = next(), let usual = next(), let safe = next() else { return nil }
      return CarrierStanding(kept: kept, of: of, usualShift: usual, safeShift: safe)
    }
  }

  private static let unreadable = StorageError.corrupt("shipment.outlook cannot be read")
}
