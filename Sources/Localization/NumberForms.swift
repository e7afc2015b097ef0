import Foundation

/// Numbers and money in one language.
public struct NumberForms: Sendable {
  private let locale: Locale

  init(locale: Locale) {
    self.locale = locale
  }

  /// `1.234`, `1,234`.
  public func integer(_ value: Int) -> String {
    value.formatted(.number.locale(locale))
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
