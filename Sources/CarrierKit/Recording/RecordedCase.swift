import HTTPTypes
import Tracking

/// A fixture made of a real conversation with a carrier, without what is personal in it.
public struct RecordedCase: Sendable {
  /// Name and contents of each file.
  public var files: [(name: String, text: String)]
  /// Where the fixture reads otherwise than the real answer did: something that was taken out is needed.
  public var differences: [String]

  /// - Parameters:
  ///   - answers: of the steps, and of the request that is read at the end; not the login's.
  ///   - token: with which it was asked.
  ///   - sample: the number that stands for the real one.
  public init(
    api: CarrierAPI, ask: Ask, answers: [CarrierAnswer], token: Token?, secrets: [String: String], sample: String,
    now: Timestamp
  ) {
    let real = Replay(api: api, ask: ask, token: token, secrets: secrets, now: now).run(answers)
    var stand: [(real: String, fixture: String)] = [
      (ask.number, sample), (ask.postalCode ?? "", Self.postcode), (token?.value ?? "", "token"),
    ]
    for (name, value) in secrets { stand.append((value, "secret-\(name)")) }
    for (name, value) in token?.carried ?? [:] { stand.append((value, "login-\(name)")) }
    for (name, value) in real.carried { stand.append((value, "step-\(name)")) }
    let scrubber = AnswerScrubber(api, observations: real.observations, replaced: stand)
    let scrubbed = answers.map { Self.scrub($0, scrubber, carried: stand) }

    var fixtureAsk = ask
    fixtureAsk.number = sample
    fixtureAsk.postalCode = ask.postalCode.map { _ in Self.postcode }
    let fixtureToken = token.map {
      Token(
        value: "token", expires: $0.expires,
        carried: Dictionary(uniqueKeysWithValues: $0.carried.keys.map { ($0, "login-\($0)") }))
    }
    let fixture = Replay(
      api: api, ask: fixtureAsk, token: fixtureToken,
      secrets: Dictionary(uniqueKeysWithValues: api.secrets.map { ($0, "secret-\($0)") }), now: now
    ).run(scrubbed)
    differences = Self.differences(real.observations, fixture.observations)
    files = Self.files(scrubbed, fixture)
    files.append(("case.yaml", Self.question(api, fixtureAsk, fixtureToken, now)))
    let outcome = fixture.observations.first?.outcome.name ?? "unreadable"
    // State and detail are written by a person from the carrier's table, never from what was read.
    files.append(("expected.json", "[{\"number\": \"\(sample)\", \"outcome\": \"\(outcome)\"}]\n"))
  }

  private static let postcode = "10115"

  private static func scrub(
    _ answer: CarrierAnswer, _ scrubber: AnswerScrubber, carried: [(real: String, fixture: String)]
  ) -> CarrierAnswer {
    var fields = HTTPFields()
    if let type = answer.headers[.contentType] { fields[.contentType] = type }
    for name in [HTTPFieldNames.retryAfter].compactMap(\.self) { fields[name] = answer.headers[name] }
    // A header that something was carried from; cookies are a person's session and are written anew by hand.
    for field in answer.headers where field.name != .contentType {
      if let stand = carried.first(where: { !$0.real.isEmpty && field.value == $0.real }) {
        fields.append(HTTPField(name: field.name, value: stand.fixture))
      }
    }
    let body = scrubber.scrub(answer.body) ?? (answer.body.isEmpty ? [] : Array("x".utf8))
    return CarrierAnswer(status: answer.status, headers: fields, body: body)
  }

  private static func files(_ answers: [CarrierAnswer], _ replay: Replay.Result) -> [(name: String, text: String)] {
    var files: [(name: String, text: String)] = []
    for (index, answer) in answers.enumerated() {
      let prefix = index == answers.count - 1 && !replay.endedAtStep ? "" : "step-\(index + 1)."
      if replay.requests.indices.contains(index) {
        files.append((prefix + "request.http", text(replay.requests[index])))
      }
      files.append((prefix + "response.http", text(answer)))
    }
    // The last request was never sent where a step ended the matter; its file has to be there.
    if replay.endedAtStep { files.append(("response.http", "HTTP/1.1 200 OK\n\n")) }
    return files
  }

  private static func text(_ request: CarrierRequest) -> String {
    var lines = ["\(request.request.method.rawValue) \(request.request.path ?? "/") HTTP/1.1"]
    lines.append("Host: \(request.request.authority ?? "")")
    for field in request.request.headerFields { lines.append("\(field.name.rawName): \(field.value)") }
    return lines.joined(separator: "\n") + "\n\n" + String(decoding: request.body, as: UTF8.self)
  }

  private static func text(_ answer: CarrierAnswer) -> String {
    let head = ["HTTP/1.1 \(answer.status) \(HTTPResponse.Status(code: answer.status).reasonPhrase)"]
    let fields = answer.headers.map { "\($0.name.rawName): \($0.value)" }
    return (head + fields).joined(separator: "\n") + "\n\n" + String(decoding: answer.body, as: UTF8.self) + "\n"
  }

  private static func question(_ api: CarrierAPI, _ ask: Ask, _ token: Token?, _ now: Timestamp) -> String {
    var lines = ["api: \(api.id)", "now: '\(CivilTime(now, offset: 0).iso)Z'"]
    if let language = ask.language { lines.append("language: \(language)") }
    if let postcode = ask.postalCode { lines.append("postcode: '\(postcode)'") }
    if let token, !token.carried.isEmpty {
      lines.append("login:")
      lines += token.carried.sorted { $0.key < $1.key }.map { "  \($0.key): '\($0.value)'" }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func differences(_ real: [Observation], _ fixture: [Observation]) -> [String] {
    guard let real = real.first, let fixture = fixture.first else { return ["nothing was read"] }
    var found: [String] = []
    func compare<Value: Equatable>(_ name: String, _ one: Value, _ other: Value) {
      if one != other { found.append(name) }
    }
    compare("outcome", real.outcome.name, fixture.outcome.name)
    compare("state", real.reading.status, fixture.reading.status)
    compare("events", real.checkpoints.count, fixture.checkpoints.count)
    compare("codes", real.checkpoints.map(\.code), fixture.checkpoints.map(\.code))
    compare("meanings", real.checkpoints.map(\.meaning), fixture.checkpoints.map(\.meaning))
    compare("times", real.checkpoints.map { $0.time?.iso }, fixture.checkpoints.map { $0.time?.iso })
    compare("estimate", real.estimate, fixture.estimate)
    return found
  }
}

/// A conversation with answers that are there already.
private struct Replay {
  struct Result {
    var requests: [CarrierRequest] = []
    var observations: [Observation] = []
    /// What the steps carried.
    var carried: [String: String] = [:]
    var endedAtStep = false
  }

  var api: CarrierAPI
  var ask: Ask
  var token: Token?
  var secrets: [String: String]
  var now: Timestamp

  func run(_ answers: [CarrierAnswer]) -> Result {
    var result = Result()
    var conversation = Conversation(
      api: api, account: CarrierAccount(carrier: api.carrier, api: api.id, secrets: secrets), asks: [ask], now: now)
    var step = conversation.next(.start)
    if case .needToken = step {
      guard let token else { return result }
      step = conversation.next(.token(token, fresh: true))
    }
    for (index, answer) in answers.enumerated() {
      guard case .send(let request) = step else { break }
      result.requests.append(request)
      result.endedAtStep = conversation.isAtStep
      if conversation.isAtStep, api.steps.indices.contains(index),
        case .success(let values) = api.steps[index].read(answer, budget: api.budget, now: now)
      {
        result.carried.merge(values) { _, later in later }
      }
      step = conversation.next(.answer(answer))
    }
    if case .done(let observations) = step { result.observations = observations }
    return result
  }
}
