import Foundation
import StrictYAML
import Tracking

/// Reads what a shop says of a webhook, each wrong member with what would be right.
enum WebhookBody {
  /// https, a host, no user; on this machine http too where that is allowed. What the name resolves to is checked when
  /// it is connected to.
  static func url(_ reader: inout JSONObjectReader, allowsPlainLoopback: Bool) -> String? {
    guard let text = reader.string("url") else { return nil }
    guard let address = URLComponents(string: text), let host = address.host, !host.isEmpty, text.count <= 1000,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
    else {
      reader.note("url", "is no web address", hint: "as in https://shop.example/hooks/tidings")
      return nil
    }
    if address.user != nil || address.password != nil {
      reader.note("url", "holds a user or a password", hint: "the signature says who sends; check that")
      return nil
    }
    let isLoopback = SiteRequest.isLoopback(host.lowercased())
    if allowsPlainLoopback, isLoopback, address.scheme == "http" { return text }
    guard address.scheme == "https" else {
      reader.note("url", "must begin with https://")
      return nil
    }
    if isInternal(host) {
      reader.note("url", "is an address that only this machine or network can reach")
      return nil
    }
    return text
  }

  /// Addresses that say so themselves; the transport refuses all others when it connects.
  private static func isInternal(_ host: String) -> Bool {
    let bare = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    return SiteRequest.isLoopback(host.lowercased()) || internalBlocks.contains { $0.contains(bare) }
  }

  private static let internalBlocks = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16",
    "::1", "fc00::/7", "fe80::/10",
  ].compactMap { AddressBlock($0) }

  /// Nil: all of them.
  static func kinds(_ reader: inout JSONObjectReader, _ name: String = "events") -> Set<News.Kind>? {
    guard let names = reader.strings(name) else { return nil }
    var kinds: Set<News.Kind> = []
    for (index, word) in names.enumerated() {
      guard let kind = kind(word, &reader, "\(name)/\(index)") else { continue }
      if !kinds.insert(kind).inserted { reader.note(below: "\(name)/\(index)", "stands there twice") }
    }
    return kinds
  }

  static func kind(_ reader: inout JSONObjectReader, _ name: String) -> News.Kind? {
    guard let word = reader.string(name) else { return nil }
    return kind(word, &reader, name)
  }

  private static func kind(_ word: String, _ reader: inout JSONObjectReader, _ place: String) -> News.Kind? {
    if let kind = News.Kind(rawValue: word) { return kind }
    let words = News.Kind.allCases.map(\.rawValue)
    reader.note(
      below: place, "is no event",
      hint: didYouMean(word, among: words).map { "did you mean '\($0)'?" } ?? "one of " + words.joined(separator: ", "))
    return nil
  }

  /// What is to be sent again.
  enum Replay {
    case event(Int64)
    case span(from: Timestamp, to: Timestamp)
  }

  static func replay(_ reader: inout JSONObjectReader, now: Timestamp) -> Replay? {
    if reader.has("event") {
      for name in ["from", "to"] where reader.has(name) {
        reader.note(name, "stands beside an event", hint: "one event, or a span of time")
      }
      return eventID(&reader, isRequired: true).map { .event($0) }
    }
    reader.require("from")
    guard let from = moment(&reader, "from") else { return nil }
    let to = reader.value("to") == nil ? now : moment(&reader, "to")
    return to.map { .span(from: from, to: $0) }
  }

  /// The number in `evt_12`.
  static func eventID(_ reader: inout JSONObjectReader, isRequired: Bool = false) -> Int64? {
    if isRequired { reader.require("event") }
    guard let text = reader.string("event") else { return nil }
    let digits = text.dropFirst("evt_".count)
    if text.hasPrefix("evt_"), !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) {
      // Larger than any that there can be: an event that is not there.
      return Int64(digits) ?? .max
    }
    reader.note("event", "is no id of an event", hint: "as in evt_12, the webhook-id")
    return nil
  }

  private static func moment(_ reader: inout JSONObjectReader, _ name: String) -> Timestamp? {
    guard let text = reader.string(name) else { return nil }
    if let moment = Timestamp(rfc3339: text) { return moment }
    reader.note(name, "is no moment", hint: "as in 2026-11-24T12:04:00Z (RFC 3339)")
    return nil
  }
}
