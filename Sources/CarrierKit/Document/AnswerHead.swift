import CXML
import HTTPTypes

/// Headers and cookies of an answer, for expressions that look at them.
final class AnswerHead: Sendable {
  /// Of a document without an answer.
  static let none = AnswerHead([:])

  private let fields: HTTPFields

  init(_ fields: HTTPFields) {
    self.fields = fields
  }

  func header(_ name: String) -> String {
    HTTPField.Name(name).flatMap { fields[$0] } ?? ""
  }

  /// The cookies that the answer sets, in its order; those it deletes are left out.
  private var given: [(name: Substring, value: Substring)] {
    fields[values: .setCookie].compactMap { line in
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1)
      guard let name = pair.first, let value = pair.last, pair.count == 2, !value.isEmpty else { return nil }
      return (name.trimmed, value.trimmed)
    }
  }

  func cookie(_ name: String) -> String {
    given.last { $0.name == name }.map { String($0.value) } ?? ""
  }

  /// All of them as a `Cookie` header sends them back.
  var cookies: String { given.map { "\($0.name)=\($0.value)" }.joined(separator: "; ") }
}

extension Substring {
  fileprivate var trimmed: Substring {
    let start = drop { $0 == " " }
    return start[..<(start.lastIndex { $0 != " " }.map(start.index(after:)) ?? start.startIndex)]
  }
}
