/// All link rules by host, so that a link is only held against the rules of its own host.
struct LinkIndex: Sendable {
  struct Entry: Sendable {
    let carrier: Int
    let rule: LinkRule
    let path: LinkPattern?
    let fragment: LinkPattern?
  }

  private var byHost: [String: [Entry]] = [:]

  init(_ carriers: [RecognitionRules]) {
    for (index, carrier) in carriers.enumerated() {
      for rule in carrier.links {
        let entry = Entry(
          carrier: index, rule: rule, path: rule.path.map { LinkPattern($0) },
          fragment: rule.fragment.map { LinkPattern($0) })
        byHost[rule.host.lowercased(), default: []].append(entry)
      }
    }
  }

  /// The rules of this host and of the domains above it, the nearest first.
  private func entries(for host: String) -> [Entry] {
    var found: [Entry] = []
    var domain = host[...]
    while true {
      if let entries = byHost[String(domain)] { found += entries }
      guard let dot = domain.firstIndex(of: ".") else { return found }
      domain = domain[domain.index(after: dot)...]
    }
  }

  func knows(_ host: String) -> Bool { !entries(for: host).isEmpty }

  /// Carriers and the texts at the place of the number, in the order of the rules.
  func matches(_ address: WebAddress) -> [(carrier: Int, number: String)] {
    entries(for: address.host).flatMap { entry in
      Self.numbers(of: entry, in: address).map { (entry.carrier, $0) }
    }
  }

  private static func numbers(of entry: Entry, in address: WebAddress) -> [String] {
    var inPath: String?
    if let path = entry.path {
      guard let match = path.match(address.path) else { return [] }
      inPath = match.number
    }
    if let name = entry.rule.query {
      // Several numbers in one parameter are separated by commas or blanks.
      return address.query.filter { $0.name.lowercased() == name.lowercased() }
        .flatMap { $0.value.split(whereSeparator: { ",;|\n".contains($0) }).prefix(20).map(String.init) }
    }
    if let fragment = entry.fragment {
      guard let match = fragment.match(address.fragment) else { return [] }
      return match.number.map { [$0] } ?? []
    }
    return inPath.map { [$0] } ?? []
  }
}

/// A path or fragment with `{number}` and `*`. Without `{number}` it is a prefix.
struct LinkPattern: Sendable {
  private enum Piece: Sendable {
    case literal([Character])
    case anySegment
    case number
  }

  private let pieces: [Piece]

  struct Match {
    var number: String?
  }

  init(_ pattern: String) {
    var pieces: [Piece] = []
    var literal: [Character] = []
    func flush() {
      if !literal.isEmpty { pieces.append(.literal(literal)) }
      literal = []
    }
    var rest = pattern[...]
    while let character = rest.first {
      if rest.hasPrefix("{number}") {
        flush()
        pieces.append(.number)
        rest = rest.dropFirst("{number}".count)
      } else if character == "*" {
        flush()
        pieces.append(.anySegment)
        rest = rest.dropFirst()
      } else {
        literal.append(contentsOf: character.lowercased())
        rest = rest.dropFirst()
      }
    }
    flush()
    self.pieces = pieces
  }

  /// The number, where the pattern has one and `text` fits; letter case of the fixed parts does not matter.
  func match(_ text: String) -> Match? {
    var rest = Array(text)[...]
    var number: String?
    for piece in pieces {
      switch piece {
      case .literal(let literal):
        // The fragment may leave out the slash it begins with, or have one too many.
        guard rest.count >= literal.count, zip(rest, literal).allSatisfy({ $0.lowercased() == String($1) }) else {
          return nil
        }
        rest = rest.dropFirst(literal.count)
      case .anySegment:
        let segment = rest.prefix { $0 != "/" }
        guard !segment.isEmpty else { return nil }
        rest = rest.dropFirst(segment.count)
      case .number:
        let found = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == " " || $0 == ".") }
        guard !found.isEmpty else { return nil }
        number = String(found)
        rest = rest.dropFirst(found.count)
        // Something else that goes on in the same segment is no number: "N-NL-P" is written as a pattern of its own.
        if let next = rest.first, next != "/", next != "?", next != "&", next != "-" { return nil }
      }
    }
    return Match(number: number)
  }
}
