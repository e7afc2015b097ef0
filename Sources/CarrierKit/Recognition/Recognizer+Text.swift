import Foundation
import Tracking

extension Recognizer {
  private static let longestText = 200_000
  private static let mostLabels = 32
  /// How far behind a label a number may stand, in characters.
  private static let reach = 120
  /// A number without a label must be this much rarer than chance.
  private static let standsAlone = 1_000.0

  /// Numbers in running text: behind a label, or of a shape so rare that nothing else looks like it.
  func candidates(inText text: String, hints: RecognitionHints) -> [Candidate] {
    let text = text.utf8.count > Self.longestText ? String(text.prefix(Self.longestText)) : text
    let lower = text.lowercased()
    let mentions = mentioned(in: lower)
    var found: [Candidate] = []
    func add(_ candidates: [Candidate], note: String, scale: Double) {
      for var candidate in candidates
      where !found.contains(where: { $0.carrier == candidate.carrier && $0.number == candidate.number }) {
        candidate.confidence = (candidate.confidence * scale * 1000).rounded() / 1000
        candidate.why += note
        found.append(candidate)
      }
    }
    for (label, tail) in labelled(in: text, lower: lower) {
      add(numbers(behind: tail, hints, mentions), note: ", behind “\(label)”", scale: 1)
    }
    if found.isEmpty { add(standalone(in: text, hints, mentions), note: ", without a label", scale: 0.7) }
    return found.sorted { $0.confidence > $1.confidence }
  }

  /// Carriers whose name stands in the text.
  private func mentioned(in lower: String) -> Set<Int> {
    var found: Set<Int> = []
    for (index, rules) in carriers.enumerated() {
      let name = rules.name.lowercased()
      let brand = rules.carrier.rawValue.split(separator: "-").first.map(String.init) ?? name
      if lower.contains(name) || (brand.count >= 3 && words(lower, contain: brand)) { found.insert(index) }
    }
    return found
  }

  private func words(_ text: String, contain word: String) -> Bool {
    text.ranges(of: word).contains { range in
      let before = range.lowerBound == text.startIndex ? nil : text[..<range.lowerBound].last
      let after = text[range.upperBound...].first
      return before?.isLetter != true && after?.isLetter != true
    }
  }

  private func labelled(in text: String, lower: String) -> [(label: String, tail: Substring)] {
    // Lowering can change lengths (İ); then labels are looked for in the lowered text only.
    let source = lower.utf8.count == text.utf8.count ? text : lower
    var found: [(String, Substring)] = []
    for label in NumberLabels.words {
      for range in lower.ranges(of: label) {
        guard found.count < Self.mostLabels else { return found }
        let from = lower.utf8.distance(from: lower.startIndex, to: range.upperBound)
        guard let start = source.utf8.index(source.startIndex, offsetBy: from, limitedBy: source.endIndex) else {
          continue
        }
        found.append((label, source[start...].prefix(Self.reach)))
      }
    }
    return found
  }

  /// The first number behind a label. It may be printed in groups, so the longest run that some carrier knows is taken.
  private func numbers(behind tail: Substring, _ hints: RecognitionHints, _ mentions: Set<Int>) -> [Candidate] {
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
    for word in text.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }).prefix(20_000) {
      guard word.utf8.count >= 10, word.utf8.count <= TrackingNumber.longest, word.contains(where: \.isNumber),
        let number = TrackingNumber(word)
      else { continue }
      let rare = candidates(for: number, hints: hints, mentions: mentions).filter {
        $0.why.contains("check digit right") && isRare(number)
      }
      found += rare
      if found.count > 20 { break }
    }
    return found
  }

  private func isRare(_ number: TrackingNumber) -> Bool {
    let length = number.bytes.count
    let chance = Double(length) * log(number.isDecimal ? 10 : 36)
    let narrowest = formsByLength[length].map { forms[$0].form.shape.logCount(length) }.min() ?? chance
    return exp(min(chance - narrowest, 40)) * 10 >= Self.standsAlone
  }
}
