import Foundation
import Tracking

extension Recognizer {
  private static let deepest = 3
  private static let fitting = 0.99
  static let foreign = 0.9

  /// Whether a link leads to a host that a carrier's link rules name.
  public func knowsHost(of link: String) -> Bool {
    WebAddress(link).map { links.knows($0.host) } ?? false
  }

  /// The parcels that a link points to, redirects and click trackers unwrapped; empty for any other link.
  public func candidates(inLink link: some StringProtocol) -> [Candidate] { candidates(inLink: link, depth: 0) }

  private func candidates(inLink link: some StringProtocol, depth: Int) -> [Candidate] {
    guard let address = WebAddress(link) else { return [] }
    var found: [Candidate] = []
    for match in links.matches(address) {
      guard let candidate = candidate(carrier: match.carrier, text: match.number, host: address.host) else { continue }
      if !found.contains(where: { $0.carrier == candidate.carrier && $0.number == candidate.number }) {
        found.append(candidate)
      }
    }
    if found.isEmpty, depth < Self.deepest {
      found = address.wrapped.flatMap { candidates(inLink: $0, depth: depth + 1) }
    }
    return found.sorted { $0.confidence > $1.confidence }
  }

  private func candidate(carrier index: Int, text: String, host: String) -> Candidate? {
    // "+" and "%20" come as blanks; a parcel number has a digit and at least six characters.
    guard let number = TrackingNumber(text), number.bytes.count >= 6,
      number.bytes.contains(where: { $0 >= 0x30 && $0 <= 0x39 })
    else { return nil }
    let rules = carriers[index]
    for entry in forms where entry.carrier == index {
      guard entry.form.shape.admits(number.bytes.count), let (_, asked) = entry.form.judge(number) else { continue }
      return Candidate(
        carrier: rules.carrier, number: asked.text, confidence: Self.fitting, why: "link of \(rules.name) (\(host))")
    }
    return Candidate(
      carrier: rules.carrier, number: number.text, confidence: Self.foreign,
      why: "link of \(rules.name) (\(host)), though the number has none of its known forms")
  }

  /// The parcels of all tracking links in a text; a text that is one address without a scheme counts as a link.
  func candidates(inLinksOf text: String) -> [Candidate] {
    guard text.utf8.contains(UInt8(ascii: "/")) else { return [] }
    var found: [Candidate] = []
    var links = Links.found(in: text).map(String.init)
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if links.isEmpty, trimmed.contains("."), trimmed.contains("/"), !trimmed.contains(where: \.isWhitespace) {
      links = [trimmed]
    }
    for link in links {
      for candidate in candidates(inLink: link)
      where !found.contains(where: { $0.carrier == candidate.carrier && $0.number == candidate.number }) {
        found.append(candidate)
      }
    }
    return found.sorted { $0.confidence > $1.confidence }
  }
}
