import CarrierKit
import Foundation
import Localization
import StrictYAML
import Tracking

/// What a person may have mistyped in a shop: all of it at once.
struct ShopCheck {
  let carriers: [CarrierID]
  /// Those that have a catalog.
  let languages: [String]

  func mistakes(in shop: Shop) -> [CommandFailure] {
    brand(shop) + shop.hosts.compactMap(host) + shop.languages.compactMap(language) + shop.carriers.compactMap(carrier)
      + [country(shop.country)].compactMap(\.self)
  }

  private func brand(_ shop: Shop) -> [CommandFailure] {
    var found: [CommandFailure] = []
    func expect(_ isRight: Bool, _ message: String, _ hint: String) {
      if !isRight { found.append(CommandFailure(message, hint: hint)) }
    }
    let id = shop.id.rawValue
    let brand = shop.brand
    expect(
      (1...40).contains(id.utf8.count) && id.utf8.allSatisfy(Self.isHostByte) && !id.contains("."),
      "\(id) is no short name", "a-z, 0-9 and hyphens, 40 at most")
    let name = brand.name.trimmingCharacters(in: .whitespacesAndNewlines)
    expect(
      (1...60).contains(name.count) && !name.contains(where: \.isNewline), "'\(brand.name)' is no name",
      "what customers call the shop, 60 characters at most")
    expect(Self.isColor(brand.color), "\(brand.color) is no color", "#rrggbb, as in #123c8c")
    for text in [brand.homeURL, brand.imprintURL, brand.privacyURL].compactMap(\.self) {
      let url = URL(string: text)
      expect(
        ["https", "http"].contains(url?.scheme ?? "") && url?.host?.isEmpty == false, "\(text) is no web address",
        "https://shop.example/")
    }
    if let mail = brand.contactMail {
      expect(MailAddress.isAddress(mail), "\(mail) is no mail address", "help@shop.example")
    }
    if let mark = brand.mark {
      let path = Set("MmZzLlHhVvCcSsQqTtAa0123456789.,+- e")
      expect(
        mark.first.map { "Mm".contains($0) } == true && mark.count <= 2000 && mark.allSatisfy(path.contains),
        "the mark is no SVG path", "the text of its d attribute, as in 'M12 3v4M5 21l7-14'")
    }
    return found
  }

  /// A host name as a browser sends it, without scheme, port and path.
  private func host(_ host: String) -> CommandFailure? {
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy {
      (1...63).contains($0.utf8.count) && $0.utf8.allSatisfy(Self.isHostByte) && $0.first != "-" && $0.last != "-"
    }
    if isName, host.utf8.count <= 253 { return nil }
    let meant = URL(string: host)?.host
    return CommandFailure("\(host) is no host name", hint: meant.map { "--host \($0)" } ?? "track.shop.example")
  }

  private func language(_ language: String) -> CommandFailure? {
    if Language.match(language, among: languages) != nil { return nil }
    return CommandFailure(
      "there are no texts in \(language)", hint: "there are \(languages.sorted().joined(separator: ", "))")
  }

  private func carrier(_ carrier: CarrierID) -> CommandFailure? {
    if carriers.contains(carrier) { return nil }
    let near = didYouMean(carrier.rawValue, among: carriers.map(\.rawValue))
    return CommandFailure(
      "there is no carrier \(carrier)",
      hint: near.map { "did you mean \($0)?" } ?? "tidings carriers list shows them all")
  }

  private func country(_ country: String?) -> CommandFailure? {
    guard let country, !Locale.Region.isoRegions.contains(where: { $0.identifier == country && country.count == 2 })
    else { return nil }
    return CommandFailure("\(country) is no country", hint: "its two letters (ISO 3166), as in DE")
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (48...57).contains(byte) || byte == 45
  }

  private static func isColor(_ text: String) -> Bool {
    text.hasPrefix("#") && text.utf8.count == 7 && text.dropFirst().allSatisfy { $0.isASCII && $0.isHexDigit }
  }
}
