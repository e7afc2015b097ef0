import Tracking

/// Says of each link whether it is a carrier's tracking link and what stands for it then. Remembers its answers, since a
/// mail says everything twice.
struct LinkJudge {
  enum Verdict: Sendable {
    /// - Parameter isCertain: the number has a form that the carrier is known to use.
    case replace(String, isCertain: Bool)
    case leave(LeftReason)
  }

  struct Answer: Sendable {
    /// Of the link as it stands, printable and short.
    var host: String
    var verdict: Verdict
  }

  private let recognizer: Recognizer
  private let base: PlainLinkBase
  private let usual: [CarrierID]
  private var known: [[UInt8]: Answer] = [:]

  init(recognizer: Recognizer, base: PlainLinkBase, usual: [CarrierID]) {
    self.recognizer = recognizer
    self.base = base
    self.usual = usual
  }

  /// - Parameter link: an http or https address.
  mutating func answer(_ link: [UInt8]) -> Answer {
    if let answer = known[link] { return answer }
    let host = Self.host(of: link)
    let answer = Answer(host: host, verdict: verdict(link, host: host))
    known[link] = answer
    return answer
  }

  private func verdict(_ link: [UInt8], host: String) -> Verdict {
    let isCarrier = recognizer.links.knows(host)
    // Most links lead to the shop; only one that carries another inside is worth a closer look.
    guard isCarrier || Self.holdsAnother(link) else { return .leave(.noCarrier) }
    let text = String(decoding: link, as: UTF8.self)
    let candidates = recognizer.candidates(inLink: text)
    guard let best = candidates.first else { return .leave(isCarrier ? .noNumber : .noCarrier) }
    if !isCarrier, Self.leadsOut(text) { return .leave(.unsubscribe) }
    return choose(among: candidates, best)
  }

  private func choose(among candidates: [Candidate], _ best: Candidate) -> Verdict {
    guard Set(candidates.filter { $0.carrier == best.carrier }.map(\.number)).count == 1 else {
      return .leave(.severalParcels)
    }
    let isCertain = best.confidence > Recognizer.foreign
    let equals = candidates.filter { $0.confidence == best.confidence }
    if equals.count == 1 { return .replace(base.page(best.carrier, number: best.number), isCertain: isCertain) }
    let ours = equals.filter { usual.contains($0.carrier) }
    if ours.count == 1, let one = ours.first {
      return .replace(base.page(one.carrier, number: one.number), isCertain: isCertain)
    }
    guard Set(equals.map(\.number)).count == 1 else { return .leave(.severalParcels) }
    return isCertain ? .replace(base.page(nil, number: best.number), isCertain: true) : .leave(.severalCarriers)
  }

  // MARK: looking at bytes

  static func isWeb(_ link: some Collection<UInt8>) -> Bool {
    // Setting this bit makes letters lower-case and leaves colon and slash alone.
    let lower = link.prefix(8).map { $0 | 0x20 }
    return lower.starts(with: "https://".utf8) || lower.starts(with: "http://".utf8)
  }

  private static func host(of link: [UInt8]) -> String {
    let rest = link.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    let authority = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
    let behindUser = authority.lastIndex(of: UInt8(ascii: "@")).map { authority[($0 + 1)...] } ?? authority
    var name = behindUser.prefix { $0 != UInt8(ascii: ":") }
    if name.last == UInt8(ascii: ".") { name.removeLast() }
    let shown = name.prefix(100).map { byte -> UInt8 in
      switch byte {
      case 0x41...0x5A: byte | 0x20
      case 0x2D, 0x2E, 0x30...0x39, 0x5F, 0x61...0x7A: byte
      default: UInt8(ascii: "?")
      }
    }
    return String(decoding: shown, as: UTF8.self)
  }

  /// Whether "http" stands in it a second time; percent encoding leaves letters alone.
  private static func holdsAnother(_ link: [UInt8]) -> Bool {
    let rest = link.dropFirst(7)
    var at = rest.startIndex
    while let found = rest[at...].firstIndex(where: { $0 | 0x20 == UInt8(ascii: "h") }) {
      if rest[found...].prefix(4).map({ $0 | 0x20 }) == Array("http".utf8) { return true }
      at = found + 1
    }
    return false
  }

  /// A link to leave a list or to share is no way to the parcel, whatever it carries.
  private static func leadsOut(_ link: String) -> Bool {
    let outer = link.prefix { $0 != "?" && $0 != "#" }.lowercased()
    return ["unsubscribe", "abmeld", "austrag", "optout", "opt-out", "share", "intent/tweet"].contains {
      outer.contains($0)
    }
  }
}
