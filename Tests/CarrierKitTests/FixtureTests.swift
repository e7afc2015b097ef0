import CarrierKit
import Foundation
import StrictYAML
import Testing
import Tracking

/// Every fixture on the production path: build the request, compare; replay the answer, compare.
///
/// `UPDATE_GOLDEN=1` rewrites request.http and expected.json, except what a person has to write from the carrier's
/// table: `outcome`, `state` and `detail`.
@Suite struct FixtureTests {
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1"
  static let byHand = ["outcome", "state", "detail"]

  @Test("the carriers of the project load without a problem")
  func carriersLoad() {
    #expect(Project.loaded.problems.list.isEmpty, "\(Project.loaded.problems)")
    #expect(Project.loaded.catalog.sorted.map(\.id.rawValue) == Project.folders("\(Project.root)/Carriers"))
  }

  @Test("the carrier is asked and its answer read as the fixture says", arguments: FixtureCase.all)
  func fixture(_ fixture: FixtureCase) throws {
    let question = try fixture.question()
    let carrier = try #require(Project.loaded.catalog[CarrierID(fixture.carrier)], "no carrier of this id is loaded")
    let api = try #require(
      question.api.map { carrier.api($0) } ?? carrier.apis.first, "the carrier has no API '\(question.api ?? "")'")
    let now = try #require(timestamp(question.now), "'now' is no ISO 8601 time with an offset")
    let expected = try #require(
      Project.text("\(fixture.path)/expected.json"),
      "write expected.json by hand: [{\"number\": …, \"outcome\": …, \"state\": …, \"detail\": …}]")
    let message = try #require(Project.bytes("\(fixture.path)/response.http"), "response.http is missing")
    let answer = try #require(HTTPMessage(message)?.answer, "response.http is no HTTP/1.1 answer")
    let account = CarrierAccount(
      carrier: carrier.id, api: api.id,
      secrets: Dictionary(uniqueKeysWithValues: api.secrets.map { ($0, "secret-\($0)") }))
    if question.isLogin {
      try login(fixture, api, account, answer, now, JSONValue.parse(expected))
    } else {
      try track(fixture, question, api, account, answer, now, JSONValue.parse(expected))
    }
  }

  private func track(
    _ fixture: FixtureCase, _ question: FixtureCase.Question, _ api: CarrierAPI, _ account: CarrierAccount,
    _ answer: CarrierAnswer, _ now: Timestamp, _ expected: JSONValue
  ) throws {
    let entries = try #require(expected.elements, "expected.json is no list")
    let numbers = question.numbers ?? entries.compactMap { $0["number"]?.string }
    let asks = numbers.map {
      Ask(
        number: $0, postalCode: question.postcode, language: question.language, service: question.service,
        country: question.country)
    }
    var conversation = Conversation(api: api, account: account, asks: asks, now: now)
    var step = conversation.next(.start)
    if case .needToken = step {
      let token = Token(value: question.token, expires: now.adding(hours: 1), carried: question.carried)
      step = conversation.next(.token(token, fresh: true))
    }
    // A push API asks nothing: its message is read as it comes.
    guard api.request != nil else {
      let read = AnswerReader(api).read(answer, asks: question.numbers.map { _ in asks } ?? [], now: now)
      try compare(try JSONValue(read.map(ObservationReport.init)), entries, fixture)
      return
    }
    for number in 1..<10 where conversation.isAtStep {
      guard case .send(let request) = step else { break }
      try compare(request, fixture, "step-\(number).request.http")
      step = conversation.next(.answer(try stepAnswer(number, fixture)))
    }
    // A step's answer may end the matter.
    if case .done(let observations) = step {
      try compare(try JSONValue(observations.map(ObservationReport.init)), entries, fixture)
      return
    }
    guard case .send(let request) = step else {
      Issue.record("nothing is sent: \(step)")
      return
    }
    try compare(request, fixture)
    guard case .done(let observations) = conversation.next(.answer(answer)) else {
      Issue.record("the conversation goes on after the answer")
      return
    }
    try compare(try JSONValue(observations.map(ObservationReport.init)), entries, fixture)
  }

  private func login(
    _ fixture: FixtureCase, _ api: CarrierAPI, _ account: CarrierAccount, _ answer: CarrierAnswer, _ now: Timestamp,
    _ expected: JSONValue
  ) throws {
    var login = try #require(Login(api, account), "the API has no login")
    var step = login.start()
    for number in 1...(api.login?.steps.count ?? 0) + 1 {
      guard case .send(let request) = step else { break }
      let isLast = number > api.login?.steps.count ?? 0
      try compare(request, fixture, isLast ? "request.http" : "step-\(number).request.http")
      step = login.next(isLast ? answer : try stepAnswer(number, fixture), now: now)
    }
    switch step {
    case .done(let token):
      let expires = CivilTime(token.expires, offset: 0).iso + "Z"
      var members: [String: JSONValue] = ["token": .string(token.value), "expires": .string(expires)]
      if !token.carried.isEmpty { members["login"] = .object(token.carried.mapValues { .string($0) }) }
      #expect(expected == .object(members))
    case .failed(let outcome):
      #expect(expected == .object(["outcome": .string(outcome.name)]), "\(outcome)")
    case .send: Issue.record("the login asks for more than it says")
    }
  }

  private func stepAnswer(_ number: Int, _ fixture: FixtureCase) throws -> CarrierAnswer {
    let name = "step-\(number).response.http"
    let message = try #require(Project.bytes("\(fixture.path)/\(name)"), "\(name) is missing")
    return try #require(HTTPMessage(message)?.answer, "\(name) is no HTTP/1.1 answer")
  }

  private func compare(_ request: CarrierRequest, _ fixture: FixtureCase, _ name: String = "request.http") throws {
    let built = HTTPMessage.text(request)
    if Self.isUpdating {
      try built.write(toFile: "\(fixture.path)/\(name)", atomically: true, encoding: .utf8)
    }
    let written = try #require(
      Project.bytes("\(fixture.path)/\(name)").flatMap(HTTPMessage.init),
      "\(name) is missing; UPDATE_GOLDEN=1 writes it")
    #expect(HTTPMessage(Array(built.utf8))?.comparable == written.comparable)
  }

  private func compare(_ actual: JSONValue, _ expected: [JSONValue], _ fixture: FixtureCase) throws {
    let entries = try #require(actual.elements)
    #expect(entries.count == expected.count, "entries read and expected")
    for (index, entry) in expected.enumerated() {
      for key in Self.byHand where entry[key] == nil {
        Issue.record(
          "expected.json[\(index)] lacks '\(key)': write it by hand from the carrier's table (null where there is none)"
        )
      }
      guard entries.indices.contains(index) else { continue }
      for key in Self.byHand { #expect(entries[index][key] == entry[key], "\(key) of entry \(index)") }
    }
    if Self.isUpdating {
      var updated = entries
      for index in updated.indices where expected.indices.contains(index) {
        for key in Self.byHand { updated[index][key] = expected[index][key] }
      }
      try JSONValue.array(updated).pretty.write(
        toFile: "\(fixture.path)/expected.json", atomically: true, encoding: .utf8)
    } else {
      let got = try actual.pretty
      #expect(entries == expected, "got \(got)")
    }
  }

  private func timestamp(_ text: String) -> Timestamp? {
    (try? Date(text, strategy: .iso8601)).map(Timestamp.init)
  }
}
