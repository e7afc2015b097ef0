import Foundation

/// Which language a page or a mail speaks.
public enum Language {
  /// What is known about the reader, in falling order of weight.
  public struct Wishes: Sendable, Hashable {
    /// `?l=` of the link.
    public var link: String?
    /// The language of the order.
    public var order: String?
    /// The `Accept-Language` header as sent.
    public var acceptLanguage: String?
    /// ISO 3166-1 alpha-2 of the destination.
    public var country: String?

    public init(
      link: String? = nil, order: String? = nil, acceptLanguage: String? = nil, country: String? = nil
    ) {
      self.link = link
      self.order = order
      self.acceptLanguage = acceptLanguage
      self.country = country
    }
  }

  /// The language to speak: link parameter, the order's, Accept-Language, the country's, the shop's first.
  ///
  /// - Parameters:
  ///   - shop: the languages the shop speaks, the first is its fallback; empty means all.
  ///   - available: the languages that have a catalog.
  /// - Returns: one of `available` (of `Catalogs.reference` where nothing else fits).
  public static func negotiate(_ wishes: Wishes, shop: [String], available: [String]) -> String {
    let spoken = shop.isEmpty ? available : shop.compactMap { match($0, among: available) }
    guard let fallback = spoken.first else { return Catalogs.reference }
    for wish in [wishes.link, wishes.order] {
      if let wish, let found = match(wish, among: spoken) { return found }
    }
    for wish in accepted(wishes.acceptLanguage ?? "") {
      if wish == "*" { break }
      if let found = match(wish, among: spoken) { return found }
    }
    if let country = wishes.country, let language = spokenIn(country), let found = match(language, among: spoken) {
      return found
    }
    return fallback
  }

  /// The languages of an `Accept-Language` header (RFC 9110, 12.5.4), most wanted first; those with weight 0 are
  /// left out, and so is what cannot be read. At most 20 entries are looked at.
  public static func accepted(_ header: String) -> [String] {
    let ranges = header.prefix(1000).split(separator: ",").prefix(20).enumerated().compactMap {
      index, part -> (tag: String, weight: Double, index: Int)? in
      let fields = part.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
      guard let tag = fields.first, tag == "*" || normalized(tag) != nil else { return nil }
      let weight =
        fields.dropFirst().first { $0.lowercased().hasPrefix("q=") }.map { Double($0.dropFirst(2)) ?? 0 } ?? 1
      return weight > 0 && weight <= 1 ? (tag, weight, index) : nil
    }
    return ranges.sorted { ($1.weight, $0.index) < ($0.weight, $1.index) }.map(\.tag)
  }

  /// The member of `languages` that serves `wish`: the same tag, else the same language without region, else
  /// one of the same language with another region.
  public static func match(_ wish: String, among languages: [String]) -> String? {
    guard let wish = normalized(wish) else { return nil }
    if let same = languages.first(where: { normalized($0) == wish }) { return same }
    let primary = wish.prefix { $0 != "-" }
    return languages.first { $0.lowercased() == primary }
      ?? languages.first { $0.lowercased().prefix { $0 != "-" } == primary }
  }

  /// A tag in its usual spelling (`pt-BR`, `zh-Hans`); nil for what is no language tag of ours:
  /// language, optional script, optional region.
  public static func normalized(_ tag: String) -> String? {
    // Nearly all tags that come here are two small letters.
    if (2...3).contains(tag.utf8.count), tag.utf8.allSatisfy({ (0x61...0x7A).contains($0) }) { return tag }
    let parts = tag.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
    guard tag.utf8.count <= 35, let first = parts.first, (2...3).contains(first.utf8.count),
      parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0.isASCIILetterOrDigit } }),
      first.utf8.allSatisfy({ $0 >= 0x41 })
    else { return nil }
    var result = [first.lowercased()]
    for part in parts.dropFirst() {
      switch part.utf8.count {
      case 4 where result.count == 1: result.append(part.capitalized)
      case 2, 3: return (result + [part.uppercased()]).joined(separator: "-")
      default: return result.joined(separator: "-")
      }
    }
    return result.joined(separator: "-")
  }

  /// The most spoken language of a country, by CLDR's likely subtags.
  public static func spokenIn(_ country: String) -> String? {
    guard country.utf8.count == 2, country.utf8.allSatisfy({ $0.isASCIILetterOrDigit }) else { return nil }
    let parts = Locale.Language(identifier: "und-" + country.uppercased()).maximalIdentifier
      .split { $0 == "-" || $0 == "_" }
    // An unknown country is made American English by the likely subtags.
    guard let language = parts.first, language != "und", parts.last == country.uppercased()[...] else { return nil }
    return String(language)
  }
}

extension UInt8 {
  fileprivate var isASCIILetterOrDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: false
    }
  }
}
