/// How a check digit is computed over a pattern's group `serial`; the result stands in its group `check`.
public enum CheckRule: String, CaseIterable, Sendable {
  /// Weights 3, 1 from the right, (10 - sum mod 10) mod 10 (GS1).
  case mod10Weights31 = "mod10_3_1"
  /// The same from the left.
  case mod10Weights31Left = "mod10_3_1_left"
  /// Weights 4, 9 from the left (Deutsche Post identcode).
  case mod10Weights49 = "mod10_4_9"
  /// The serial modulo 7 (air waybills).
  case mod7
  case luhn
  /// UPU S10: weights 8, 6, 4, 2, 3, 5, 9, 7, modulo 11.
  case s10
  /// ISO 7064 mod 37,36.
  case mod37And36 = "mod37_36"
  /// As `mod10_3_1_left`, plain or with the sum raised by one.
  case gls
  case ups
  case fedex12
}

/// A form of tracking number, with samples that prove the rule.
public struct NumberRule: Hashable, Sendable {
  /// PCRE2 over the cleaned number (upper case, no blanks, dots, hyphens), anchored at both ends.
  public var pattern: String
  public var check: CheckRule?
  /// What this form is called ("DHL Paket").
  public var label: String?
  /// Numbers that match, with a right check digit. Never empty in a loaded manifest.
  public var valid: [String]
  /// Numbers that do not match or have a wrong check digit. Never empty in a loaded manifest.
  public var invalid: [String]

  public init(pattern: String, check: CheckRule? = nil, label: String? = nil, valid: [String], invalid: [String]) {
    self.pattern = pattern
    self.check = check
    self.label = label
    self.valid = valid
    self.invalid = invalid
  }
}
