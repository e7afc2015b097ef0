import CarrierKit
import Foundation
import StrictYAML
import Testing
import Tracking

/// One folder of `Fixtures/<carrier>/`; docs/carriers.md says what its files hold.
struct FixtureCase: CustomTestStringConvertible, Sendable {
  var carrier: String
  var name: String
  var path: String { "\(Project.root)/Fixtures/\(carrier)/\(name)" }
  var testDescription: String { "\(carrier)/\(name)" }

  static let all: [FixtureCase] = Project.folders("\(Project.root)/Fixtures")
    .filter { !$0.hasPrefix("_") && $0 != "journeys" }
    .flatMap { carrier in
      Project.folders("\(Project.root)/Fixtures/\(carrier)")
        .filter { !$0.contains(".") }
        .map { FixtureCase(carrier: carrier, name: $0) }
    }

  /// What `case.yaml` says.
  struct Question {
    var api: String?
    var numbers: [String]?
    var language = "en"
    var country: String?
    var postcode: String?
    var service: String?
    var now = "2026-11-20T12:00:00Z"
    var token = "token"
    /// What a login carried beside the token.
    var carried: [String: String] = [:]
    var isLogin = false
  }

  func question() throws -> Question {
    guard let text = Project.text("\(path)/case.yaml") else { return Question() }
    return try YAMLDocument.decode(text, file: "Fixtures/\(carrier)/\(name)/case.yaml") { root -> Question? in
      guard let map = root.mapping() else { return nil }
      var question = Question()
      question.api = map.optional("api")?.string()
      question.numbers = map.optional("numbers")?.strings()
      question.language = map.optional("language")?.string() ?? question.language
      question.country = map.optional("country")?.string()
      question.postcode = map.optional("postcode")?.string()
      question.service = map.optional("service")?.string()
      question.now = map.optional("now")?.string() ?? question.now
      question.token = map.optional("token")?.string() ?? question.token
      for entry in map.optional("login")?.mapping()?.all() ?? [] { question.carried[entry.key] = entry.value.string() }
      question.isLogin = map.optional("step")?.choice(of: ["login", "track"]) == "login"
      return question
    }
  }
}
