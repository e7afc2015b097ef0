/// The arithmetic behind `check:` in a manifest. Every rule takes the serial number with its check character last,
/// cleaned to upper-case letters and digits.
extension CheckRule {
  /// How many wrong numbers there are for one that holds by chance: 10 for a decimal check digit.
  var strength: Double {
    switch self {
    case .mod37And36: 36
    case .s10, .fedex12, .mod10Weights31, .mod10Weights31Left, .mod10Weights49, .luhn, .ups: 10
    case .mod7: 7
    case .gls: 5
    }
  }

  /// Whether the check character at the end of `number` is right. False where the number has a character
  /// that the algorithm cannot weigh, or is too short to hold a check digit.
  public func holds(_ number: [UInt8]) -> Bool {
    switch self {
    case .mod10Weights31: Self.weighted(number, fromRight: [3, 1])
    case .mod10Weights31Left: Self.weighted(number, fromLeft: [3, 1])
    case .mod10Weights49: Self.weighted(number, fromLeft: [4, 9])
    case .mod37And36: Self.hybrid(number)
    case .s10: Self.universalPost(number)
    case .gls: Self.weighted(number, fromLeft: [3, 1]) || Self.weighted(number, fromLeft: [3, 1], added: 1)
    case .luhn: Self.luhn(number)
    case .mod7: Self.remainder7(number)
    case .ups: Self.parcelService(number)
    case .fedex12: Self.fedex(number)
    }
  }

  /// `holds` for text that is clean already.
  public func holds(_ number: String) -> Bool { holds(Array(number.utf8)) }
}

extension CheckRule {
  /// Values of decimal digits; nil where there is another character or fewer than two.
  private static func decimals(_ number: some Collection<UInt8>) -> [Int]? {
    guard number.count >= 2, number.count <= 64 else { return nil }
    var values: [Int] = []
    values.reserveCapacity(number.count)
    for byte in number {
      guard let value = digit(byte) else { return nil }
      values.append(value)
    }
    return values
  }

  private static func digit(_ byte: UInt8) -> Int? {
    byte >= 0x30 && byte <= 0x39 ? Int(byte) - 0x30 : nil
  }

  private static func complement(_ sum: Int) -> Int { (10 - sum % 10) % 10 }

  private static func weighted(_ number: [UInt8], fromRight weights: [Int]) -> Bool {
    guard let values = decimals(number), let check = values.last else { return false }
    var sum = 0
    for (place, value) in values.dropLast().reversed().enumerated() { sum += value * weights[place % weights.count] }
    return complement(sum) == check
  }

  private static func weighted(_ number: [UInt8], fromLeft weights: [Int], added: Int = 0) -> Bool {
    guard let values = decimals(number), let check = values.last else { return false }
    var sum = added
    for (place, value) in values.dropLast().enumerated() { sum += value * weights[place % weights.count] }
    return complement(sum) == check
  }

  private static func hybrid(_ number: [UInt8]) -> Bool {
    guard number.count >= 2, number.count <= 64, let last = number.last, let check = alphanumeric(last) else {
      return false
    }
    var product = 36
    for byte in number.dropLast() {
      guard let value = alphanumeric(byte) else { return false }
      let sum = (product + value) % 36
      product = (sum == 0 ? 36 : sum) * 2 % 37
    }
    return (product + check) % 36 == 1
  }

  private static func alphanumeric(_ byte: UInt8) -> Int? {
    if let value = digit(byte) { return value }
    return byte >= 0x41 && byte <= 0x5A ? Int(byte) - 0x41 + 10 : nil
  }

  private static func universalPost(_ number: [UInt8]) -> Bool {
    let inner = number.drop { digit($0) == nil }.prefix { digit($0) != nil }
    guard let values = decimals(inner), values.count == 9, let check = values.last else { return false }
    let sum = zip(values, [8, 6, 4, 2, 3, 5, 9, 7]).reduce(0) { $0 + $1.0 * $1.1 }
    let rest = 11 - sum % 11
    return (rest == 10 ? 0 : rest == 11 ? 5 : rest) == check
  }

  private static func luhn(_ number: [UInt8]) -> Bool {
    guard let values = decimals(number) else { return false }
    var sum = 0
    for (place, value) in values.reversed().enumerated() {
      let weighed = place % 2 == 1 ? value * 2 : value
      sum += weighed > 9 ? weighed - 9 : weighed
    }
    return sum % 10 == 0
  }

  private static func remainder7(_ number: [UInt8]) -> Bool {
    guard let values = decimals(number), let check = values.last else { return false }
    return values.dropLast().reduce(0) { ($0 * 10 + $1) % 7 } == check
  }

  private static func parcelService(_ number: [UInt8]) -> Bool {
    // "1Z" in front is not part of the sum.
    let body = number.count == 18 ? Array(number.dropFirst(2)) : number
    guard body.count == 16, let last = body.last, let check = digit(last) else { return false }
    var sum = 0
    for (place, byte) in body.dropLast().enumerated() {
      guard alphanumeric(byte) != nil else { return false }
      let value = digit(byte) ?? (Int(byte) - 3) % 10
      sum += place % 2 == 1 ? value * 2 : value
    }
    return complement(sum) == check
  }

  private static func fedex(_ number: [UInt8]) -> Bool {
    guard let values = decimals(number), values.count == 12, let check = values.last else { return false }
    let weights = [3, 1, 7]
    var sum = 0
    for (place, value) in values.dropLast().enumerated() { sum += value * weights[place % 3] }
    return sum % 11 % 10 == check
  }
}
