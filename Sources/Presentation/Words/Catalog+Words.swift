import Localization

extension Catalog {
  /// The text of a key.
  func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String {
    text(key, values)
  }

  /// The text of a key in the plural form of `count`, with the number spelled out where the catalog can.
  func callAsFunction(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    text(key, count: count, values.merging(["count": spelled(count)]) { own, _ in own })
  }

  /// "zwei"; in digits beyond twelve, as printers do.
  public func spelled(_ number: Int) -> String {
    (2...12).contains(number) ? text("number.n\(number)") : numbers.integer(number)
  }
}
