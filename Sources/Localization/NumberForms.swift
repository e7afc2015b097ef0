import Foundation

/// Numbers and money in one language.
public struct NumberForms: Sendable {
  private let locale: Locale
  /// Nearly all numbers of a page are small; each would cost a formatter.
  private let small: [String]

  init(locale: Locale) {
    self.locale = locale
    small = (0..<100).map { $0.formatted(.number.locale(locale)) }
  }

  /// `1.234`, `1,234`.
  public func integer(_ value: Int) -> String {
    small.indices.contains(value) ? small[value] : value.formatted(.number.locale(locale))
  }

  /// `129,00 €`, `€129.00`. Hundredths, or what the currency's smallest unit is.
  /// - Parameter currency: ISO 4217.
  public func money(minorUnits: Int, currency: String) -> String {
    let digits = ["JPY", "KRW", "ISK", "CLP", "VND"].contains(currency.uppercased()) ? 0 : 2
    let value = Decimal(
      sign: minorUnits < 0 ? .minus : .plus, exponent: -digits, significand: Decimal(minorUnits.magnitude))
    return value.formatted(.currency(code: currency.uppercased()).locale(locale))
  }
}
