/// Finds any of many words at the beginning of a word of a text, in one pass over its bytes.
///
/// Letter case of ASCII does not matter; words hold their other letters in lower case.
struct WordIndex: Sendable {
  private var byFirst: [UInt8: [(word: [UInt8], id: Int)]] = [:]

  init(_ words: [(word: String, id: Int)]) {
    for (word, id) in words {
      let bytes = Array(word.utf8)
      guard let first = bytes.first else { continue }
      byFirst[first, default: []].append((bytes, id))
    }
    for key in byFirst.keys { byFirst[key]?.sort { $0.word.count > $1.word.count } }
  }

  struct Hit {
    var id: Int
    /// Where the word ends in the text.
    var end: Int
  }

  /// Hits in the order of the text; of words that begin at one place the longest only.
  ///
  /// - Parameter whole: whether the word must end there too ("dpd" but not "dpdx").
  func hits(in lower: [UInt8], whole: Bool, limit: Int) -> [Hit] {
    var hits: [Hit] = []
    var inWord = false
    for (place, byte) in lower.enumerated() {
      defer { inWord = Self.isLetter(byte) }
      guard !inWord, let entries = byFirst[byte] else { continue }
      for (word, id) in entries
      where lower.count - place >= word.count && lower[place..<(place + word.count)].elementsEqual(word) {
        let end = place + word.count
        if whole, end < lower.count, Self.isLetter(lower[end]) { continue }
        hits.append(Hit(id: id, end: end))
        if hits.count >= limit { return hits }
        break
      }
    }
    return hits
  }

  static func lowered(_ text: some StringProtocol) -> [UInt8] {
    text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte >= 0x61 && byte <= 0x7A) || byte >= 0x80 }
}
