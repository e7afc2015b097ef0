import Tracking

/// Estimates as a JSON array of arrays: source, first day, minute, last day, minute, moment.
///
/// Written and read with every poll, so by hand and not by Codable.
enum EstimateText {
  static func encode(_ estimates: [Estimate]) -> String? {
    if estimates.isEmpty { return nil }
    let rows = estimates.map { estimate in
      let window = estimate.window
      return "[\"\(estimate.source.rawValue)\",\(window.from.dayNumber),\(number(window.fromMinute)),"
        + "\(window.to.dayNumber),\(number(window.toMinute)),\(estimate.at.milliseconds)]"
    }
    return "[" + rows.joined(separator: ",") + "]"
  }

  static func decode(_ text: String?) throws -> [Estimate] {
    guard let text else { return [] }
    // No field holds a bracket, quote or comma, so the text falls apart at these.
    let fields = text.utf8.split { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
    }
    guard fields.count.isMultiple(of: 6) else { throw unreadable }
    return try stride(from: 0, to: fields.count, by: 6).map { try estimate(fields[$0..<($0 + 6)]) }
  }

  private static func estimate(_ fields: ArraySlice<Substring.UTF8View>) throws -> Estimate {
    let texts = fields.map { Substring($0) }
    guard texts.count == 6, let source = EstimateSource(rawValue: String(texts[0])), let from = Int(texts[1]),
      let to = Int(texts[3]), let at = Int64(texts[5])
    else { throw unreadable }
    let window = DeliveryWindow(
      from: CivilDate(dayNumber: from), fromMinute: Int(texts[2]), to: CivilDate(dayNumber: to),
      toMinute: Int(texts[4]))
    return Estimate(window: window, source: source, at: Timestamp(milliseconds: at))
  }

  private static func number(_ value: Int?) -> String { value.map(String.init) ?? "null" }

  private static let unreadable = StorageError.corrupt("shipment.estimates cannot be read")
}
