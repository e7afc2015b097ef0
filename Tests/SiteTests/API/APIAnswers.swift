import Foundation
import HTTPTypes

@testable import Site

extension RunningSite.Answer {
  /// The value at a path of member names and indexes; nil where there is none.
  func value(_ path: String...) throws -> JSONValue? {
    var value: JSONValue? = try JSONParser.parse(Array(body.utf8))
    for name in path {
      switch value {
      case .array(let values): value = Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
      case .object(let members): value = members.first { $0.name == name }?.value
      default: value = nil
      }
    }
    return value
  }

  func text(_ path: String...) throws -> String? {
    var value: JSONValue? = try JSONParser.parse(Array(body.utf8))
    for name in path {
      switch value {
      case .array(let values): value = Int(name).flatMap { values.indices.contains($0) ? values[$0] : nil }
      case .object(let members): value = members.first { $0.name == name }?.value
      default: value = nil
      }
    }
    if case .string(let text) = value { return text }
    return nil
  }

  /// "/pointer what (hint)" of each wrong field.
  func mistakes() throws -> [String] {
    guard case .array(let errors) = try value("errors") else { return [] }
    return try errors.indices.map { index in
      let hint = try text("errors", "\(index)", "hint").map { " (\($0))" } ?? ""
      return try "\(text("errors", "\(index)", "pointer") ?? "") \(text("errors", "\(index)", "detail") ?? "")\(hint)"
    }
  }
}
