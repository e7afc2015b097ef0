import Tracking

/// What each code of a carrier means. An exact code wins over patterns, a longer pattern over a shorter one.
public struct CodeTable: Sendable {
  /// How codes are folded before they are looked up.
  public struct Folding: Sendable, Hashable {
    public var ignoresLeadingZeros = false
    public var ignoresCase = false

    func fold(_ code: String) -> String {
      guard ignoresLeadingZeros || ignoresCase else { return code }
      var folded = ignoresCase ? code.uppercased() : code
      if ignoresLeadingZeros, folded.hasPrefix("0") {
        let rest = folded.drop { $0 == "0" }
        folded = rest.isEmpty ? "0" : String(rest)
      }
      return folded
    }
  }

  struct Pattern: Sendable, Hashable {
    /// The pieces between the asterisks.
    var pieces: [[UInt8]]
    var source: String

    init(_ source: String) {
      self.source = source
      pieces = source.split(separator: "*", omittingEmptySubsequences: false).map { Array($0.utf8) }
    }

    var prefixLength: Int { pieces.first?.count ?? 0 }
    var literalLength: Int { pieces.reduce(0) { $0 + $1.count } }

    func matches(_ code: String) -> Bool {
      guard let first = pieces.first, let last = pieces.last, pieces.count > 1 else { return false }
      let bytes = Array(code.utf8)
      guard bytes.count >= first.count + last.count, bytes.starts(with: first),
        bytes.suffix(last.count).elementsEqual(last)
      else { return false }
      var rest = bytes[first.count..<(bytes.count - last.count)]
      for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
        guard let found = rest.firstRange(of: piece) else { return false }
        rest = rest[found.upperBound...]
      }
      return true
    }
  }

  public var folding: Folding
  private var exact: [String: Meaning]
  /// Best first.
  private var patterns: [(pattern: Pattern, meaning: Meaning)]

  init(folding: Folding, exact: [String: Meaning], patterns: [(Pattern, Meaning)]) {
    self.folding = folding
    self.exact = exact
    self.patterns = patterns.sorted {
      ($0.0.prefixLength, $0.0.literalLength, $1.0.source) > ($1.0.prefixLength, $1.0.literalLength, $0.0.source)
    }
  }

  /// Codes and patterns listed.
  public var count: Int { exact.count + patterns.count }

  /// Nil for a code that nobody listed.
  public func meaning(of code: String) -> Meaning? {
    let folded = folding.fold(code)
    if let meaning = exact[folded] { return meaning }
    return patterns.first { $0.pattern.matches(folded) }?.meaning
  }

  /// The rule that decides, for explanations: the code itself or the pattern.
  func rule(for code: String) -> String? {
    let folded = folding.fold(code)
    if exact[folded] != nil { return folded }
    return patterns.first { $0.pattern.matches(folded) }?.pattern.source
  }
}
