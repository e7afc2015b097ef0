extension JSONValue {
  /// As JSON text (RFC 8259), with two blanks for each level.
  var text: String {
    var out = ""
    write(into: &out, depth: 0)
    return out + "\n"
  }

  private func write(into out: inout String, depth: Int) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .number(let text): out += text
    case .string(let text): JSONValue.write(text, into: &out)
    case .array(let values) where values.allSatisfy(\.isScalar):
      out += "["
      for (index, value) in values.enumerated() {
        if index > 0 { out += ", " }
        value.write(into: &out, depth: depth)
      }
      out += "]"
    case .array(let values):
      JSONValue.lines(values, "[", "]", into: &out, depth) { $0.write(into: &$1, depth: depth + 1) }
    case .object(let members):
      JSONValue.lines(members, "{", "}", into: &out, depth) { member, out in
        JSONValue.write(member.name, into: &out)
        out += ": "
        member.value.write(into: &out, depth: depth + 1)
      }
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func lines<Element>(
    _ elements: [Element], _ begin: String, _ end: String, into out: inout String, _ depth: Int,
    _ write: (Element, inout String) -> Void
  ) {
    out += begin
    for (index, element) in elements.enumerated() {
      out += index > 0 ? ",\n" : "\n"
      out += String(repeating: "  ", count: depth + 1)
      write(element, &out)
    }
    if !elements.isEmpty { out += "\n" + String(repeating: "  ", count: depth) }
    out += end
  }

  private static func write(_ text: String, into out: inout String) {
    out += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
