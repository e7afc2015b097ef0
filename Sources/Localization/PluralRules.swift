import _FoundationICU

/// A CLDR plural category.
public enum PluralCategory: String, CaseIterable, Sendable, Hashable {
  case zero, one, two, few, many, other
}

/// CLDR's cardinal plural rules of one language, from the ICU that Foundation carries.
///
/// The module is underscored and its C names carry the prefix `swift_`; all calls to it stand in this file and
/// in `RelativeDays`.
final class PluralRules: @unchecked Sendable {
  // Unchecked: ICU's rules are immutable once opened, and `uplrules_select` takes them as const.
  private let rules: OpaquePointer?
  /// The categories that whole numbers and fractions fall into in this language.
  let categories: Set<PluralCategory>

  /// - Parameter locale: BCP 47 or ICU identifier. Unknown languages have `other` only.
  init(locale: String) {
    var status = U_ZERO_ERROR
    rules = swift_uplrules_openForType(locale, UPLURAL_TYPE_CARDINAL, &status)
    categories = rules.map(PluralRules.categories) ?? [.other]
  }

  deinit {
    if let rules { swift_uplrules_close(rules) }
  }

  func category(of count: Int) -> PluralCategory {
    guard let rules else { return .other }
    var status = U_ZERO_ERROR
    var buffer = [UInt16](repeating: 0, count: 16)
    let length = swift_uplrules_select(rules, Double(count), &buffer, Int32(buffer.count), &status)
    guard status.rawValue <= U_ZERO_ERROR.rawValue, length > 0, Int(length) <= buffer.count else { return .other }
    return PluralCategory(rawValue: String(decoding: buffer.prefix(Int(length)), as: UTF16.self)) ?? .other
  }

  private static func categories(of rules: OpaquePointer) -> Set<PluralCategory> {
    var status = U_ZERO_ERROR
    guard let keywords = swift_uplrules_getKeywords(rules, &status) else { return [.other] }
    defer { swift_uenum_close(keywords) }
    var found: Set<PluralCategory> = [.other]
    var length: Int32 = 0
    while let word = swift_uenum_next(keywords, &length, &status) {
      if let category = PluralCategory(rawValue: String(cString: word)) { found.insert(category) }
    }
    return found
  }
}
