import Foundation

/// How many numbers of each length a pattern admits, as logarithms.
///
/// Two uses: patterns that cannot match a number of this length are never run, and a pattern that admits few numbers
/// is stronger evidence than one that admits many ("1Z" and 16 more against any 18 letters and digits). Look-arounds
/// and references count as nothing, so the figure is an upper bound.
struct NumberShape: Sendable {
  static let longest = TrackingNumber.longest
  private static let log36 = log(36.0)

  /// Natural logarithm of the count, by length; minus infinity where no number of that length fits.
  let logCounts: [Double]

  /// The shape of a pattern; where its syntax is beyond this reading, any text of any length.
  init(pattern: String) {
    var reader = ShapeReader(pattern)
    logCounts = reader.read()?.map { $0 > 0 ? log($0) : -.infinity } ?? Self.anything
  }

  static let anything = (0...longest).map { Double($0) * log36 }

  func admits(_ length: Int) -> Bool { logCount(length) > -.infinity }

  func logCount(_ length: Int) -> Double {
    logCounts.indices.contains(length) ? logCounts[length] : -.infinity
  }
}

/// Reads the everyday part of the pattern language: literals, classes, groups, alternatives, quantifiers.
private struct ShapeReader {
  typealias Counts = [Double]

  private let bytes: [UInt8]
  private var at = 0
  private var depth = 0
  private static let size = NumberShape.longest + 1
  private static let nothing: Counts = [1] + [Double](repeating: 0, count: size - 1)

  init(_ pattern: String) { bytes = Array(pattern.utf8) }

  mutating func read() -> Counts? {
    guard let counts = alternatives(), at == bytes.count else { return nil }
    return counts
  }

  private mutating func alternatives() -> Counts? {
    depth += 1
    defer { depth -= 1 }
    guard depth <= 16, var sum = sequence() else { return nil }
    while take("|") {
      guard let other = sequence() else { return nil }
      for index in sum.indices { sum[index] += other[index] }
    }
    return sum
  }

  private mutating func sequence() -> Counts? {
    var product = Self.nothing
    while let byte = peek, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
      guard let piece = quantified() else { return nil }
      product = Self.joined(product, piece)
    }
    return product
  }

  private mutating func quantified() -> Counts? {
    guard let atom = atom() else { return nil }
    guard let (low, high) = quantifier() else { return nil }
    if low == 1, high == 1 { return atom }
    var power = Self.nothing
    var sum = low == 0 ? power : [Double](repeating: 0, count: Self.size)
    for count in 1...max(high, 1) {
      power = Self.joined(power, atom)
      if count >= low, count <= high { for index in sum.indices { sum[index] += power[index] } }
    }
    return sum
  }

  /// How often the atom before it stands; (1, 1) without a quantifier.
  private mutating func quantifier() -> (Int, Int)? {
    var bounds = (1, 1)
    if take("?") {
      bounds = (0, 1)
    } else if take("*") {
      bounds = (0, NumberShape.longest)
    } else if take("+") {
      bounds = (1, NumberShape.longest)
    } else if take("{") {
      guard let low = integer() else { return nil }
      var high = low
      if take(",") { high = integer() ?? NumberShape.longest }
      guard take("}"), low <= high else { return nil }
      bounds = (min(low, NumberShape.longest), min(high, NumberShape.longest))
    } else {
      return bounds
    }
    // Lazy and possessive marks do not change what is admitted.
    if !take("?") { _ = take("+") }
    return bounds
  }

  private mutating func atom() -> Counts? {
    guard let byte = peek else { return nil }
    at += 1
    switch byte {
    case UInt8(ascii: "("): return group()
    case UInt8(ascii: "["): return characterClass().map(Self.one)
    case UInt8(ascii: "."): return Self.one(36)
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return Self.nothing
    case UInt8(ascii: "\\"): return escape().map(Self.one)
    case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"), UInt8(ascii: ")"): return nil
    default: return Self.one(1)
    }
  }

  private mutating func escape() -> Double? {
    guard let byte = peek else { return nil }
    at += 1
    switch byte {
    case UInt8(ascii: "d"): return 10
    case UInt8(ascii: "w"): return 36
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return nil
    default: return 1
    }
  }

  private mutating func group() -> Counts? {
    var empty = false
    if take("?") {
      if take(":") || take(">") {
      } else if take("=") || take("!") {
        empty = true
      } else {
        _ = take("P")
        guard take("<"), let first = peek, first != UInt8(ascii: "="), first != UInt8(ascii: "!") else { return nil }
        while let byte = peek, byte != UInt8(ascii: ">") {
          _ = byte
          at += 1
        }
        guard take(">") else { return nil }
      }
    }
    guard let inside = alternatives(), take(")") else { return nil }
    return empty ? Self.nothing : inside
  }

  /// How many letters and digits a class admits.
  private mutating func characterClass() -> Double? {
    let negated = take("^")
    var members = Set<UInt8>()
    var first = true
    while let byte = peek, first || byte != UInt8(ascii: "]") {
      first = false
      at += 1
      if byte == UInt8(ascii: "\\") {
        guard let escaped = peek else { return nil }
        at += 1
        guard escaped == UInt8(ascii: "d") else { return nil }
        members.formUnion(0x30...0x39)
        continue
      }
      if peek == UInt8(ascii: "-"), bytes.indices.contains(at + 1), bytes[at + 1] != UInt8(ascii: "]") {
        let last = bytes[at + 1]
        at += 2
        guard byte <= last else { return nil }
        members.formUnion(byte...last)
      } else {
        members.insert(byte)
      }
    }
    guard take("]") else { return nil }
    let admitted = members.filter { (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) }.count
    return Double(negated ? 36 - admitted : admitted)
  }

  private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    at += 1
    return true
  }

  private mutating func integer() -> Int? {
    var value: Int?
    while let byte = peek, byte >= 0x30, byte <= 0x39 {
      value = min((value ?? 0) * 10 + Int(byte - 0x30), 10_000)
      at += 1
    }
    return value
  }

  private static func one(_ choices: Double) -> Counts {
    var counts = [Double](repeating: 0, count: size)
    counts[1] = choices
    return counts
  }

  private static func joined(_ left: Counts, _ right: Counts) -> Counts {
    var result = [Double](repeating: 0, count: size)
    for (first, mine) in left.enumerated() where mine > 0 {
      for (second, theirs) in right.enumerated() where theirs > 0 && first + second < size {
        result[first + second] += mine * theirs
      }
    }
    return result
  }
}
