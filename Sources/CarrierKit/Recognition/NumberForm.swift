/// A number rule of a manifest, compiled: pattern, check digit and shape.
public struct NumberForm: Sendable {
  /// What a number is to this form.
  public enum Verdict: Sendable, Equatable {
    case foreign
    /// Fits, and the form has no check digit.
    case fits
    case checkDigitRight
    /// Fits, but the check digit is wrong: scrubbed and mistyped numbers look so.
    case checkDigitWrong
  }

  public let rule: NumberRule
  let pattern: Pattern
  let shape: NumberShape

  public init(_ rule: NumberRule) throws(PatternProblem) {
    self.rule = rule
    pattern = try Pattern(rule.pattern)
    shape = NumberShape(pattern: rule.pattern)
  }

  public func verdict(_ number: TrackingNumber) -> Verdict { judge(number)?.verdict ?? .foreign }

  /// The verdict and the number a carrier is asked for: the pattern's group `number`, or all of it.
  func judge(_ number: TrackingNumber) -> (verdict: Verdict, number: TrackingNumber)? {
    guard let match = pattern.match(number.bytes) else { return nil }
    let asked = match.number.map { TrackingNumber(clean: Array(number.bytes[$0])) } ?? number
    guard let check = rule.check else { return (.fits, asked) }
    var checked = Array(number.bytes[match.checked])
    if let digit = match.check { checked += number.bytes[digit] }
    return (check.holds(checked) ? .checkDigitRight : .checkDigitWrong, asked)
  }
}
