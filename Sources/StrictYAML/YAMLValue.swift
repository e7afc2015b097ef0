/// A value being read. Every accessor returns nil where the value is of another type, and records why.
public struct YAMLValue {
  public let node: YAMLNode
  /// Where in the file, for messages: `apis.unified.budget.per_day`.
  public let path: String
  let collector: YAMLCollector

  public var position: YAMLPosition { node.position }

  /// The text of a scalar without recording anything; nil for lists and mappings.
  public var text: String? {
    if case .scalar(let text, _) = node.content { return text }
    return nil
  }

  public var isScalar: Bool { text != nil }

  public var isList: Bool {
    if case .list = node.content { return true }
    return false
  }

  public var isMapping: Bool {
    if case .mapping = node.content { return true }
    return false
  }

  /// Records a problem at this value.
  public func problem(_ message: String, hint: String? = nil) {
    collector.add(YAMLProblem(position, message, hint: hint))
  }

  /// Text; empty text only where `allowEmpty`.
  public func string(allowEmpty: Bool = false) -> String? {
    guard let text else { return wrong("text") }
    guard !text.isEmpty || allowEmpty else {
      problem("\(name) has no value")
      return nil
    }
    return text
  }

  /// A whole number in decimal, without blanks, signs other than `-`, or leading zeros lost on the way.
  public func int(in range: ClosedRange<Int>? = nil) -> Int? {
    guard let text else { return wrong("a whole number") }
    guard let value = Int(text), !text.hasPrefix("+") else { return wrong("a whole number") }
    return check(value, range)
  }

  /// A number, with a point as the decimal mark; no infinity, no hexadecimals.
  public func double(in range: ClosedRange<Double>? = nil) -> Double? {
    let plain = text.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) } }
    guard let text, plain == true, let value = Double(text), value.isFinite else {
      return wrong("a number", hint: self.text?.contains(",") == true ? "write 0.5, not 0,5" : nil)
    }
    return check(value, range)
  }

  /// `true` or `false`, nothing else.
  public func bool() -> Bool? {
    switch text {
    case "true": return true
    case "false": return false
    default: return wrong("true or false")
    }
  }

  /// Seconds, written with units: `90s`, `15m`, `1h30m`, `2d`.
  public func duration(in range: ClosedRange<Int>? = nil) -> Int? {
    guard let text, let value = secondsOfDuration(text) else {
      return wrong("a duration", hint: "as in 90s, 15m, 1h30m or 2d")
    }
    return check(value, range)
  }

  /// One of the given words.
  public func choice(of words: [String]) -> String? {
    guard let text = string() else { return nil }
    guard words.contains(text) else {
      let hint =
        didYouMean(text, among: words).map { "did you mean '\($0)'?" } ?? "one of " + words.joined(separator: ", ")
      problem("\(name) cannot be '\(text)'", hint: hint)
      return nil
    }
    return text
  }

  /// One of an enumeration's words.
  public func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    choice(of: type.allCases.map(\.rawValue)).flatMap(type.init(rawValue:))
  }

  /// The elements of a list.
  public func list() -> [YAMLValue]? {
    guard case .list(let nodes) = node.content else { return wrong("a list") }
    return elements(nodes)
  }

  /// The elements of a list, or the value itself as the only one.
  public func oneOrMore() -> [YAMLValue] {
    if case .list(let nodes) = node.content { return elements(nodes) }
    return [self]
  }

  /// Texts, written as a list or as a single one. Elements that are not text are recorded and left out.
  public func strings() -> [String] {
    oneOrMore().compactMap { $0.string() }
  }

  /// The value as a mapping whose unread keys are reported.
  public func mapping() -> YAMLMapping? {
    guard case .mapping(let entries) = node.content else { return wrong("a mapping") }
    return YAMLMapping(entries, position: position, path: path, collector: collector)
  }

  private func elements(_ nodes: [YAMLNode]) -> [YAMLValue] {
    nodes.enumerated().map { YAMLValue(node: $1, path: "\(path)[\($0)]", collector: collector) }
  }

  private var name: String { path.isEmpty ? "the file" : "'\(path)'" }

  private func wrong<Value>(_ expected: String, hint: String? = nil) -> Value? {
    let found = text.map { $0.isEmpty ? node.kind : "'\(String($0.prefix(60)))'" } ?? node.kind
    problem("\(name) must be \(expected), found \(found)", hint: hint)
    return nil
  }

  private func check<Number: Comparable>(_ value: Number, _ range: ClosedRange<Number>?) -> Number? {
    guard let range, !range.contains(value) else { return value }
    problem("\(name) must be from \(range.lowerBound) to \(range.upperBound), found \(value)")
    return nil
  }
}

/// `1h30m` in seconds; nil for anything else, for a unit that stands twice or grows, and beyond `Int`.
func secondsOfDuration(_ text: String) -> Int? {
  var total = 0
  var number: Int?
  var last = Int.max
  for character in text.utf8 {
    if (0x30...0x39).contains(character) {
      let (tens, overflow) = (number ?? 0).multipliedReportingOverflow(by: 10)
      guard !overflow, tens < Int.max - 9 else { return nil }
      number = tens + Int(character - 0x30)
      continue
    }
    let units: [UInt8: Int] = [0x73: 1, 0x6D: 60, 0x68: 3600, 0x64: 86_400]
    guard let count = number, let unit = units[character], unit < last else { return nil }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit)
    guard !overflow, seconds <= Int.max - total else { return nil }
    total += seconds
    last = unit
    number = nil
  }
  return number == nil && last != .max ? total : nil
}
