import Foundation
import Tracking

/// Finds the carrier of a number, a link or a text. Compiled once from all manifests; pure from then on.
///
/// The order is: a link with a known host, a number with a right check digit, a number of the right form. Where several
/// carriers fit, each gets its share: a form that admits few numbers is stronger evidence than one that admits many, a
/// check digit is worth as much as it excludes, and a wrong one lowers without refusing.
public struct Recognizer: Sendable {
  let carriers: [RecognitionRules]
  let forms: [Form]
  /// Indices into `forms`, by the length of the number.
  let formsByLength: [[Int]]
  let links: LinkIndex
  let brands: WordIndex
  /// The page that each carrier offers for a number.
  let offers: [CarrierID: LinkOffer]

  struct Form: Sendable {
    let carrier: Int
    let form: NumberForm
    /// What each verdict is in words; made once, because it is the larger part of the work.
    let right: String
    let wrong: String
    let fits: String

    init(carrier: Int, form: NumberForm, name: String) {
      self.carrier = carrier
      self.form = form
      let label = "of the form “\(form.rule.label ?? name)”"
      right = label + ", check digit right"
      wrong = label + ", check digit wrong"
      fits = label + ", no check digit"
    }

    func words(for verdict: NumberForm.Verdict) -> String {
      switch verdict {
      case .checkDigitRight: right
      case .checkDigitWrong: wrong
      case .fits, .foreign: fits
      }
    }
  }

  public init(_ carriers: [RecognitionRules]) throws(PatternProblem) {
    self.carriers = carriers
    var forms: [Form] = []
    for (index, carrier) in carriers.enumerated() {
      for rule in carrier.numbers { forms.append(Form(carrier: index, form: try NumberForm(rule), name: carrier.name)) }
    }
    self.forms = forms
    formsByLength = (0...TrackingNumber.longest).map { length in
      forms.indices.filter { forms[$0].form.shape.admits(length) }
    }
    links = LinkIndex(carriers)
    brands = Self.brands(carriers)
    offers = Dictionary(
      carriers.compactMap { rules in
        rules.links.lazy.compactMap(\.offer).first.map { (rules.carrier, LinkOffer($0)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Every reading of `text`, the likeliest first: a link, a number, or a text that holds either.
  public func recognize(_ text: String, hints: RecognitionHints = .none) -> [Candidate] {
    let fromLinks = candidates(inLinksOf: text)
    if !fromLinks.isEmpty { return fromLinks }
    if let number = TrackingNumber(text) {
      let direct = candidates(for: number, hints: hints)
      if !direct.isEmpty { return direct }
      let misread = lookAlikes(of: number, hints: hints)
      if !misread.isEmpty { return misread }
    }
    return candidates(inText: text, hints: hints)
  }

  /// The carrier's own page for a number, in this language (two letters) where the carrier has one;
  /// nil where the manifest offers none.
  public func trackingLink(_ carrier: CarrierID, number: String, language: String) -> String? {
    offers[carrier]?.link(
      number: TrackingNumber(number)?.text ?? number, language: String(language.lowercased().prefix(2)))
  }
}

extension Recognizer {
  /// A number that is read first as another carrier's, though it is a sample of its own carrier.
  public struct Collision: Hashable, Sendable {
    public var sample: String
    public var own: CarrierID
    /// Empty where nobody recognized it.
    public var candidates: [Candidate]
  }

  /// Every valid sample of every manifest that another carrier claims first.
  public func collisions() -> [Collision] {
    carriers.flatMap { rules in
      rules.numbers.flatMap(\.valid).compactMap { sample in
        let found = recognize(sample)
        return found.first?.carrier == rules.carrier
          ? nil : Collision(sample: sample, own: rules.carrier, candidates: found)
      }
    }
  }
}
