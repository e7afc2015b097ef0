import StrictYAML

/// Reads the members of an object and collects what is wrong with them, each with its JSON pointer (RFC 6901).
/// Members that nobody asked for are reported at the end, with the name that was probably meant.
struct JSONObjectReader {
  private let members: [String: JSONValue]
  private let order: [String]
  private let pointer: String
  private var asked: Set<String> = []
  private(set) var problems: [FieldProblem] = []

  /// An object without members.
  static var empty: JSONObjectReader { JSONObjectReader([], pointer: "") }

  /// Nil, with the problem, where `value` is no object.
  static func open(_ value: JSONValue, pointer: String = "") -> Result<JSONObjectReader, FieldProblem> {
    guard case .object(let members) = value else {
      return .failure(FieldProblem(pointer: pointer, "must be an object, found \(value.kind)"))
    }
    return .success(JSONObjectReader(members, pointer: pointer))
  }

  private init(_ members: [JSONValue.Member], pointer: String) {
    self.members = Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
    order = members.map(\.name)
    self.pointer = pointer
  }

  /// The member's value; nil where it is not there or null.
  mutating func value(_ name: String) -> JSONValue? {
    asked.insert(name)
    guard let value = members[name], value != .null else { return nil }
    return value
  }

  /// Whether the member was sent, null included.
  mutating func has(_ name: String) -> Bool {
    asked.insert(name)
    return members[name] != nil
  }

  mutating func bool(_ name: String) -> Bool? {
    guard let value = value(name) else { return nil }
    if case .bool(let flag) = value { return flag }
    note(name, "must be true or false, found \(value.kind)")
    return nil
  }

  /// An array of texts; nil where one is none.
  mutating func strings(_ name: String) -> [String]? {
    guard let values = array(name) else { return nil }
    var texts: [String] = []
    for (index, value) in values.enumerated() {
      if case .string(let text) = value {
        texts.append(text)
      } else {
        problems.append(FieldProblem(pointer: path(name) + "/\(index)", "must be a string, found \(value.kind)"))
      }
    }
    return texts.count == values.count ? texts : nil
  }

  /// The member must be there and not null; said so where it is not.
  mutating func require(_ name: String) {
    if value(name) == nil, !problems.contains(where: { $0.pointer == path(name) }) { note(name, "is missing") }
  }

  /// Throws `Problem` where anything is wrong, unknown members included.
  func done() throws(Problem) {
    let problems = finish()
    if !problems.isEmpty { throw Problem(.invalidFields, errors: problems) }
  }

  /// Text; a number is a common mistake for numbers of parcels and is refused, since it may have lost zeros.
  mutating func string(_ name: String) -> String? {
    guard let value = value(name) else { return nil }
    if case .string(let text) = value { return text }
    let hint = if case .number = value { "put it in quotes" } else { nil as String? }
    note(name, "must be a string, found \(value.kind)", hint: hint)
    return nil
  }

  mutating func int(_ name: String) -> Int? {
    guard let value = value(name) else { return nil }
    if case .number(let text) = value, let number = Int(text) { return number }
    note(name, "must be a whole number, found \(value.kind)")
    return nil
  }

  mutating func array(_ name: String) -> [JSONValue]? {
    guard let value = value(name) else { return nil }
    if case .array(let values) = value { return values }
    note(name, "must be an array, found \(value.kind)")
    return nil
  }

  mutating func note(_ name: String, _ message: String, hint: String? = nil) {
    problems.append(FieldProblem(pointer: path(name), message, hint: hint))
  }

  /// The same for a place below a member: `events/2`.
  mutating func note(below place: String, _ message: String, hint: String? = nil) {
    problems.append(FieldProblem(pointer: pointer + "/" + place, message, hint: hint))
  }

  mutating func note(_ others: [FieldProblem]) {
    problems += others
  }

  func path(_ name: String) -> String {
    pointer + "/" + name.replacing("~", with: "~0").replacing("/", with: "~1")
  }

  /// All problems, those of unknown members included.
  func finish() -> [FieldProblem] {
    let free = asked.filter { members[$0] == nil }
    return problems
      + order.filter { !asked.contains($0) }.map { name in
        let meant = didYouMean(name, among: free) ?? didYouMean(name, among: asked)
        return FieldProblem(
          pointer: path(String(name.prefix(100))), "unknown field",
          hint: meant.map { "did you mean '\($0)'?" } ?? "known here: " + asked.sorted().joined(separator: ", "))
      }
  }
}
