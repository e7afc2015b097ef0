import Foundation

/// An amount in a currency, exactly as it was written: "129.90" and "EUR".
public struct Money: Hashable, Sendable, Codable {
  /// Decimal digits with at most four behind a dot; not negative.
  public let amount: String
  /// ISO 4217, three capital letters.
  public let currency: String

  /// Nil where the amount is no plain decimal number or the currency no code of three letters.
  public init?(amount: String, currency: String) {
    let parts = amount.split(separator: ".", omittingEmptySubsequences: false)
    let isNumber = parts.count <= 2 && parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } }
    guard isNumber, let whole = parts.first, whole.utf8.count <= 12,
      parts.count == 1 || parts.last.map({ $0.utf8.count <= 4 }) ?? false,
      currency.utf8.count == 3, currency.utf8.allSatisfy({ (65...90).contains($0 & 0xDF) })
    else { return nil }
    self.amount = amount
    self.currency = currency.uppercased()
  }

  /// From "129.90 EUR"; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 2, let amount = parts.first, let currency = parts.last else { return nil }
    self.init(amount: String(amount), currency: String(currency))
  }

  /// "129.90 EUR".
  public var text: String { "\(amount) \(currency)" }

  /// Whether it is `least` or more; never in another currency, for nobody here knows what that is worth.
  public func reaches(_ least: Money) -> Bool {
    guard currency == least.currency, let mine = Decimal(string: amount, locale: Locale(identifier: "en_US_POSIX")),
      let other = Decimal(string: least.amount, locale: Locale(identifier: "en_US_POSIX"))
    else { return false }
    return mine >= other
  }
}
