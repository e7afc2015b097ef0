import Foundation
import Tracking

extension Recognizer {
  private static let longestText = 200_000
  private static let mostLabels = 32
  /// How far behind a label a number may stand, in bytes.
  private static let reach = 120
  /// A number without a label must be this much rarer than chance.
  private static let standsAlone = 1_000.0
  private static let labels = WordIndex(NumberLabels.words.enumerated().map { ($0.element, $0.offset) })

  /// The names by which texts call the carriers: the manifest's name and the first part of its id.
  static func brands(_ carriers: [RecognitionRules]) -> WordIndex {
    WordIndex(
      carriers.enumerated().flatMap { index, rules in
        let brand = rules.carrier.rawValue.prefix { $0 != "-" }
        return Set([rules.name.lowercased(), String(brand)]).filter { $0.count >= 3 }.map { ($0, index) }
      })
  }

  /// Numbers in running text: behind a label, or of a shape so rare that nothing else looks like it.
  func candidates(inText text: String, hints: RecognitionHints) -> [Candidate] {
    let text =
      text.utf8.count > Self.longestText ? String(decoding: text.utf8.prefix(Self.longestText), as: UTF8.self) : text
    let lower = WordIndex.lowered(text)
    let mentions = Set(brands.hits(in: lower, whole: true, limit: 256).map(\.id))
    var found: [Candidate] = []
    func add(_ candidates: [Candidate], note: String, scale: Double) {
      for var candidate in candidates
      where !found.contains(where: { $0.carrier == candidate.carrier && $0.number == candidate.number }) {
        candidate.confidence = (candidate.confidence * scale * 1000).rounded() / 1000
        candidate.why += note
        found.append(candidate)
      }
    }
    for hit in Self.labels.hits(in: lower, whole: false, limit: Self.mostLabels) {
      let start = text.utf8.index(text.utf8.startIndex, offsetBy: hit.end)
      let tail = String(decoding: text.utf8[start...].prefix(Self.reach), as: UTF8.self)
      add(numbers(behind: tail, hints, mentions), note: ", behind “\(NumberLabels.words[hit.id])”", scale: 1)
    }
    if found.isEmpty { add(standalone(in: text, hints, mentions), note: ", without a label", scale: 0.7) }
    return found.sorted { $0.confidence > $1.confidence }
  }

  /// The first number behind a label. It may be printed in groups, so the longest run that some carrier knows is taken.
  private func numbers(behind tail: String, _ hints: RecognitionHints, _ mentions: Set<Int>) -> [Candidate] {
    let words = tail.split(whereSeparator: { $0.isWhitespace || "<>\"'()[]:;,#=|".contains($0) }).prefix(12)
    guard let first = words.firstIndex(where: { $0.contains(where: \.isNumber) }) else { return [] }
    var run: [Substring] = []
    for word in words[first...].prefix(8) {
      guard word.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }) else { break }
      run.append(word)
    }
    // Letters may stand apart in front ("RR 480217353 DE").
    let lead = first > words.startIndex && words[first - 1].count <= 4 && words[first - 1].allSatisfy(\.isUppercase)
    let starts = lead ? [[words[first - 1]] + run, run] : [run]
    for start in starts {
      for count in stride(from: start.count, through: 1, by: -1) {
        guard let number = TrackingNumber(start.prefix(count).joined()), number.bytes.count >= 8 else { continue }
        let found = candidates(for: number, hints: hints, mentions: mentions)
        if !found.isEmpty { return found }
      }
    }
    return []
  }

  /// Numbers whose form is rare enough to be meant, anywhere in the text.
  private func standalone(in text: String, _ hints: RecognitionHints, _ mentions: Set<Int>) -> [Candidate] {
    var found: [Candidate] = []
    let words = text.utf8.split { !Self.isAlphanumeric($0) }
    for word in words
    where word.count >= 10 && word.count <= TrackingNumber.longest && word.contains(where: Self.isDigit) {
      guard let number = TrackingNumber(Substring(word)), isRare(number) else { continue }
      found += candidates(for: number, hints: hints, mentions: mentions, checked: true)
      if found.count > 20 { break }
    }
    return found
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private func isRare(_ number: TrackingNumber) -> Bool {
    let length = number.bytes.count
    let chance = Double(length) * log(number.isDecimal ? 10 : 36)
    let narrowest = formsByLength[length].map { forms[$0].form.shape.logCount(length) }.min() ?? chance
    return exp(min(chance - narrowest, 40)) * 10 >= Self.standsAlone
  }
}
