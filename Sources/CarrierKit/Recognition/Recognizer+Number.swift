import Foundation
import Tracking

extension Recognizer {
  /// How much more a hint makes a carrier likely.
  private static let usualFactor = 20.0
  private static let countryFactor = 3.0
  /// What is left of a form whose check digit is wrong.
  private static let wrongCheckFactor = 0.1
  /// No number alone is certain: forms are shared, and new carriers appear.
  private static let mostFromNumber = 0.97
  /// Nobody reads further down.
  private static let mostCandidates = 12

  private struct Reading {
    var carrier: Int
    var number: TrackingNumber
    /// Index into `forms`.
    var form: Int
    var verdict: NumberForm.Verdict
    /// Odds against a random text of this length and alphabet, without hints.
    var odds: Double
    var weight: Double
    var hints: [String]
  }

  /// The carriers whose forms fit a clean number, the likeliest first.
  ///
  /// - Parameters:
  ///   - mentions: carriers that the text around the number names.
  ///   - checked: only readings whose check digit is right.
  func candidates(
    for number: TrackingNumber, hints: RecognitionHints, mentions: Set<Int> = [], checked: Bool = false
  ) -> [Candidate] {
    var best: [Int: Reading] = [:]
    let length = number.bytes.count
    guard formsByLength.indices.contains(length) else { return [] }
    let chance = Double(length) * (number.isDecimal ? Self.log10 : Self.log36)
    for index in formsByLength[length] {
      let entry = forms[index]
      guard let (verdict, asked) = entry.form.judge(number) else { continue }
      let odds = exp(min(chance - entry.form.shape.logCount(length), 40)) * Self.factor(verdict, entry.form.rule.check)
      if let known = best[entry.carrier], known.odds >= odds { continue }
      best[entry.carrier] = Reading(
        carrier: entry.carrier, number: asked, form: index, verdict: verdict, odds: odds, weight: odds, hints: [])
    }
    guard !best.isEmpty else { return [] }
    let readings = best.values.map { weigh($0, hints, mentions) }.sorted {
      $0.weight != $1.weight ? $0.weight > $1.weight : $0.carrier < $1.carrier
    }
    let total = readings.reduce(1) { $0 + $1.weight }
    let kept = checked ? readings.filter { $0.verdict == .checkDigitRight } : readings
    return kept.prefix(Self.mostCandidates).map { reading in
      Candidate(
        carrier: carriers[reading.carrier].carrier, number: reading.number.text,
        confidence: min(Self.mostFromNumber, (reading.weight / total * 1000).rounded() / 1000),
        why: why(reading))
    }
  }

  private func weigh(_ reading: Reading, _ hints: RecognitionHints, _ mentions: Set<Int>) -> Reading {
    var reading = reading
    let rules = carriers[reading.carrier]
    if hints.usualCarriers.contains(rules.carrier) {
      reading.weight *= Self.usualFactor
      reading.hints.append("a usual carrier of the shop")
    }
    if let country = hints.senderCountry, rules.countries.contains(country) {
      reading.weight *= Self.countryFactor
      reading.hints.append("at home in \(country)")
    }
    if mentions.contains(reading.carrier) {
      reading.weight *= Self.usualFactor
      reading.hints.append("named in the text")
    }
    return reading
  }

  private func why(_ reading: Reading) -> String {
    let words = forms[reading.form].words(for: reading.verdict)
    return reading.hints.isEmpty ? words : words + ", " + reading.hints.joined(separator: ", ")
  }

  private static func factor(_ verdict: NumberForm.Verdict, _ check: CheckRule?) -> Double {
    switch verdict {
    case .checkDigitRight: check?.strength ?? 1
    case .checkDigitWrong: wrongCheckFactor
    case .fits, .foreign: 1
    }
  }

  private static let log10 = log(10.0)
  private static let log36 = log(36.0)
}

extension Recognizer {
  /// Readings of a number in which letters and digits that look alike were taken for each other.
  ///
  /// Only with a right check digit: without one, anything could be read into anything.
  func lookAlikes(of number: TrackingNumber, hints: RecognitionHints) -> [Candidate] {
    var found: [Candidate] = []
    for (variant, swaps) in LookAlike.variants(of: number) {
      for candidate in candidates(for: variant, hints: hints, checked: true) {
        guard !found.contains(where: { $0.carrier == candidate.carrier && $0.number == candidate.number }) else {
          continue
        }
        var candidate = candidate
        candidate.confidence = (candidate.confidence * 500).rounded() / 1000
        candidate.why += ", read with \(swaps)"
        found.append(candidate)
      }
    }
    return found.sorted { $0.confidence > $1.confidence }
  }
}
