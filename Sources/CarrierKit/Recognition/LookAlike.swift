/// Letters and digits that print and scanners confuse.
enum LookAlike {
  private static let digits: [UInt8: UInt8] = [
    UInt8(ascii: "O"): UInt8(ascii: "0"), UInt8(ascii: "Q"): UInt8(ascii: "0"), UInt8(ascii: "D"): UInt8(ascii: "0"),
    UInt8(ascii: "I"): UInt8(ascii: "1"), UInt8(ascii: "L"): UInt8(ascii: "1"), UInt8(ascii: "Z"): UInt8(ascii: "2"),
    UInt8(ascii: "S"): UInt8(ascii: "5"), UInt8(ascii: "G"): UInt8(ascii: "6"), UInt8(ascii: "B"): UInt8(ascii: "8"),
  ]
  private static let letters: [UInt8: UInt8] = [
    UInt8(ascii: "0"): UInt8(ascii: "O"), UInt8(ascii: "1"): UInt8(ascii: "I"), UInt8(ascii: "2"): UInt8(ascii: "Z"),
    UInt8(ascii: "5"): UInt8(ascii: "S"), UInt8(ascii: "6"): UInt8(ascii: "G"), UInt8(ascii: "8"): UInt8(ascii: "B"),
  ]
  /// More than this many wrong characters are no misreading.
  private static let mostSwaps = 4

  /// What the number could have been, with the swaps in words. Numbers are digits, sometimes with a few letters in
  /// front and two behind: each such cut is tried once.
  static func variants(of number: TrackingNumber) -> [(TrackingNumber, String)] {
    var seen: Set<[UInt8]> = [number.bytes]
    var result: [(TrackingNumber, String)] = []
    for front in 0...4 {
      for back in [0, 1, 2] where front + back < number.bytes.count {
        guard let bytes = variant(of: number.bytes, front: front, back: back), seen.insert(bytes).inserted else {
          continue
        }
        result.append((TrackingNumber(clean: bytes), swaps(number.bytes, bytes)))
      }
    }
    // "IZ…" and "lZ…" for UPS' "1Z…": a digit first, then a letter.
    if let first = number.bytes.first, let digit = digits[first], number.bytes.dropFirst().first == UInt8(ascii: "Z") {
      let bytes = [digit] + number.bytes.dropFirst()
      if seen.insert(bytes).inserted { result.append((TrackingNumber(clean: bytes), swaps(number.bytes, bytes))) }
    }
    return result
  }

  private static func variant(of bytes: [UInt8], front: Int, back: Int) -> [UInt8]? {
    var result = bytes
    var count = 0
    for (place, byte) in bytes.enumerated() {
      let atEdge = place < front || place >= bytes.count - back
      guard let other = atEdge ? letters[byte] : digits[byte] else { continue }
      result[place] = other
      count += 1
    }
    return count > 0 && count <= mostSwaps ? result : nil
  }

  private static func swaps(_ before: [UInt8], _ after: [UInt8]) -> String {
    zip(before, after).filter { $0 != $1 }
      .map { "\(Character(UnicodeScalar($0))) as \(Character(UnicodeScalar($1)))" }
      .joined(separator: " and ")
  }
}
