import Foundation
import StrictYAML
import Tracking

/// What a shop changes of itself; what it did not send stays.
struct ShopChange: Sendable {
  private var edits: [@Sendable (inout Brand) -> Void] = []
  private var name: String?
  private var color: String?
  private var languages: [String]?
  private var country: String??
  private var carriers: [CarrierID]?
  private var quietHours: QuietHours??

  private static let links: [(String, @Sendable (inout Brand, String?) -> Void)] = [
    ("home_url", { $0.homeURL = $1 }), ("imprint_url", { $0.imprintURL = $1 }),
    ("privacy_url", { $0.privacyURL = $1 }), ("contact_url", { $0.contactURL = $1 }),
  ]

  /// Reads and checks; what is wrong is noted in `reader`.
  static func read(_ reader: inout JSONObjectReader, languages: [String], carriers: CarrierBook) -> ShopChange {
    var change = ShopChange()
    change.readBrand(&reader)
    change.readContact(&reader)
    if reader.has("languages") { change.languages = change.readLanguages(&reader, known: languages) }
    if reader.has("country") { change.country = .some(readCountry(&reader)) }
    if reader.has("carriers") { change.carriers = readCarriers(&reader, carriers) }
    if reader.has("quiet_hours") { change.quietHours = .some(readQuietHours(&reader)) }
    return change
  }

  func applied(to shop: Shop) -> Shop {
    var next = shop
    if let name { next.brand.name = name }
    if let color { next.brand.color = color }
    for edit in edits { edit(&next.brand) }
    if let languages { next.languages = languages }
    if let country { next.country = country }
    if let carriers { next.carriers = carriers }
    if let quietHours { next.quietHours = quietHours }
    return next
  }

  private mutating func readBrand(_ reader: inout JSONObjectReader) {
    if reader.has("name") {
      reader.require("name")
      name = reader.string("name")
      if let name, !(1...100).contains(name.count) || name.hasControl || name.allSatisfy(\.isWhitespace) {
        reader.note("name", "must have 1 to 100 characters, none of them a control character")
      }
    }
    if reader.has("color") {
      reader.require("color")
      color = reader.string("color")
      if let color, !Self.isColor(color) { reader.note("color", "is no color", hint: "#rrggbb, as in #123c8c") }
    }
    if reader.has("mark") {
      let mark = reader.string("mark")
      if let mark, !Self.isPath(mark) {
        reader.note("mark", "is no path data", hint: "the d of one SVG path of at most 2000 characters, as in M4 4h16")
      }
      edits.append { $0.mark = mark }
    }
  }

  private mutating func readContact(_ reader: inout JSONObjectReader) {
    for (name, set) in Self.links where reader.has(name) {
      let text = reader.string(name)
      if let text, !Self.isWebAddress(text) {
        reader.note(name, "is no web address", hint: "as in https://shop.example/")
      }
      edits.append { set(&$0, text) }
    }
    if reader.has("contact_mail") {
      let text = reader.string("contact_mail")
      if let text, !MailAddress.isAddress(text) {
        reader.note("contact_mail", "is no mail address", hint: "as in help@shop.example")
      }
      edits.append { $0.contactMail = text }
    }
  }

  private func readLanguages(_ reader: inout JSONObjectReader, known: [String]) -> [String]? {
    reader.require("languages")
    guard let tags = reader.strings("languages") else { return nil }
    if !(1...20).contains(tags.count) { reader.note("languages", "must name 1 to 20 languages") }
    for (index, tag) in tags.enumerated() where !known.contains(tag) {
      reader.note(
        below: "languages/\(index)", "is no language that pages have", hint: "known: " + known.joined(separator: ", "))
    }
    return tags
  }

  private static func readCountry(_ reader: inout JSONObjectReader) -> String? {
    guard let text = reader.string("country") else { return nil }
    if text.utf8.count == 2, text.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) { return text.uppercased() }
    reader.note("country", "is no country code", hint: "two letters, as in DE (ISO 3166-1)")
    return nil
  }

  private static func readCarriers(_ reader: inout JSONObjectReader, _ book: CarrierBook) -> [CarrierID]? {
    reader.require("carriers")
    guard let names = reader.strings("carriers") else { return nil }
    if names.count > 100 { reader.note("carriers", "names more than 100 carriers") }
    for (index, name) in names.enumerated() where book.name(CarrierID(name)) == nil {
      let meant = didYouMean(name, among: book.ids.map(\.rawValue))
      reader.note(
        below: "carriers/\(index)", "is no carrier we know", hint: meant.map { "did you mean '\($0)'?" })
    }
    return names.map { CarrierID($0) }
  }

  private static func readQuietHours(_ reader: inout JSONObjectReader) -> QuietHours? {
    guard let text = reader.string("quiet_hours") else { return nil }
    if let hours = QuietHours(text) { return hours }
    reader.note("quiet_hours", "are no quiet hours", hint: "as in 21:00-07:00, or none")
    return nil
  }

  private static func isColor(_ text: String) -> Bool {
    text.hasPrefix("#") && text.utf8.count == 7
      && text.utf8.dropFirst().allSatisfy { (48...57).contains($0) || (65...70).contains($0 & 0xDF) }
  }

  private static func isPath(_ text: String) -> Bool {
    let allowed = Set("MmLlHhVvCcSsQqTtAaZz0123456789+-., e".utf8)
    return (1...2000).contains(text.utf8.count) && text.utf8.allSatisfy(allowed.contains)
  }

  private static func isWebAddress(_ text: String) -> Bool {
    guard text.utf8.count <= 500, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let url = URL(string: text),
      let scheme = url.scheme, ["https", "http"].contains(scheme), let host = url.host
    else { return false }
    return !host.isEmpty
  }
}

extension String {
  /// Whether a control character stands in it.
  var hasControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}
