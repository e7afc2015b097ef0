import CarrierKit
import HTTPTypes
import Testing
import Tracking

@Suite struct ConversationTests {
  static let now = Timestamp(seconds: 1_780_000_000)

  static func account(_ secrets: [String: String] = ["key": "k"], base: String? = nil) -> CarrierAccount {
    CarrierAccount(carrier: "one", api: "main", secrets: secrets, base: base)
  }

  static func answer(_ status: Int, _ body: String, _ headers: HTTPFields = [:]) -> CarrierAnswer {
    CarrierAnswer(status: status, headers: headers, body: Array(body.utf8))
  }

  static func request(_ api: CarrierAPI, _ asks: [Ask], _ account: CarrierAccount) -> CarrierRequest? {
    var conversation = Conversation(api: api, account: account, asks: asks, now: now)
    if case .send(let request) = conversation.next(.start) { return request }
    return nil
  }

  static func observations(_ step: Conversation.Step) -> [Observation]? {
    if case .done(let observations) = step { return observations }
    return nil
  }

  @Test("each value is escaped for the place it stands in")
  func escaping() throws {
    let nasty = Ask(number: "a/b\"<&é", postalCode: "1&2")
    let account = Self.account(["key": "k\"'<"])
    let url = try Manifest.api(
      request:
        "      url: 'https://h.example/p/{number}'\n      query: { z: '{postcode}', s: '{service}', l: ['x y', b] }\n      headers: { X-Api-Key: '{secret.key}' }"
    )
    let got = try #require(Self.request(url, [nasty], account))
    #expect(got.request.path == "/p/a%2Fb%22%3C%26%C3%A9?z=1%262&l=x%20y&l=b")
    let json = try Manifest.api(
      request:
        "      method: POST\n      url: 'https://h.example/p'\n      json: '{\"n\": \"{number}\", \"k\": \"{secret.key}\"{?, \"s\": \"{service}\"?}}'"
    )
    #expect(
      Self.request(json, [nasty], account).map { String(decoding: $0.body, as: UTF8.self) }
        == #"{"n": "a/b\"<&é", "k": "k\"'<"}"#)
    let xml = try Manifest.api(
      request:
        "      url: 'https://h.example/p'\n      query: { xml: { xml: '<d n=\"{number}\" p=\"{secret.key}\"{? z=\"{postcode}\"?}/>' } }"
    )
    let path = try #require(Self.request(xml, [Ask(number: "a&b")], account)?.request.path)
    #expect(path == "/p?xml=%3Cd%20n%3D%22a%26amp%3Bb%22%20p%3D%22k%26quot%3B%26%2339%3B%26lt%3B%22%2F%3E")
  }

  @Test("a header with a line break is refused, and the number keeps its outcome")
  func headerInjection() throws {
    let api = try Manifest.api()
    var conversation = Conversation(
      api: api, account: Self.account(["key": "k\r\nX: y"]), asks: [Ask(number: "1")], now: Self.now)
    #expect(Self.observations(conversation.next(.start))?.first?.outcome.name == "unreadable")
  }

  @Test("with a base the request goes to the base, the carrier's host and path behind it")
  func base() throws {
    let api = try Manifest.api()
    let got = try #require(Self.request(api, [Ask(number: "1")], Self.account(base: "http://127.0.0.1:9000/")))
    #expect(got.request.scheme == "http")
    #expect(got.request.authority == "127.0.0.1:9000")
    #expect(got.request.path == "/api.example.com/p/1")
  }

  @Test(
    "batches are written as the manifest says",
    arguments: [
      ("{ max: 3, join: ',' }", "url: 'https://h.example/p/{numbers}'", "/p/1,2,3"),
      ("{ max: 3, join: ';' }", "url: 'https://h.example/p'\n      query: { n: '{numbers}' }", "/p?n=1%3B2%3B3"),
      (
        "{ max: 3, join: repeat }", "url: 'https://h.example/p'\n      query: { n: '{numbers|pad:2}' }",
        "/p?n=01&n=02&n=03"
      ),
      ("{ max: 3, join: ',', each: 'x{number}' }", "url: 'https://h.example/p/{numbers}'", "/p/x1,x2,x3"),
    ])
  func batches(_ batch: String, _ url: String, _ path: String) throws {
    let api = try Manifest.api(
      request: "      \(url)\n      headers: { K: '{secret.key}' }", extra: "    batch: \(batch)\n")
    #expect(Self.request(api, ["1", "2", "3"].map { Ask(number: $0) }, Self.account())?.request.path == path)
  }

  @Test(
    "what the request says parts a batch, and nothing else does",
    arguments: [
      ("", "/p?n=1,2,3"), (", z: '{postcode}'", "/p?n=1,3&z=a"), (", l: '{language}'", "/p?n=1,2&l=de"),
      (", s: '{service}'", "/p?n=1"), (", c: '{country}'", "/p?n=1,2&c=DE"),
    ])
  func parting(_ parameter: String, _ path: String) throws {
    let api = try Manifest.api(
      request: """
              url: 'https://h.example/p'
              query: { n: '{numbers}'\(parameter) }
              headers: { K: '{secret.key}' }
        """,
      extra: "    batch: { max: 9, join: ',' }\n    languages: { de: de, else: en }\n")
    let asks = [
      Ask(number: "1", postalCode: "a", language: "de", country: "DE"),
      Ask(number: "2", postalCode: "b", language: "de-AT", service: "x", country: "DE"),
      Ask(number: "3", postalCode: "a", language: "fr", service: "y", country: "FR"),
    ]
    #expect(Self.request(api, asks, Self.account())?.request.path?.replacing("%2C", with: ",") == path)
  }

  @Test("more numbers than a batch takes make several requests; a number missing from an answer is not found")
  func split() throws {
    let api = try Manifest.api(
      request: "      url: 'https://h.example/p/{numbers}'\n      headers: { K: '{secret.key}' }",
      extra: "    batch: { max: 2, join: ',' }\n")
    var conversation = Conversation(
      api: api, account: Self.account(), asks: ["1", "2", "3"].map { Ask(number: $0) }, now: Self.now)
    guard case .send(let first) = conversation.next(.start) else {
      Issue.record("nothing sent")
      return
    }
    #expect(first.request.path == "/p/1,2")
    let body = #"{"parcels": [{"id": "002", "events": {"time": "2026-05-01T10:00:00", "code": "D1"}}]}"#
    guard case .send(let second) = conversation.next(.answer(Self.answer(200, body))) else {
      Issue.record("the second batch is not asked for")
      return
    }
    #expect(second.request.path == "/p/3")
    let all = try #require(Self.observations(conversation.next(.failure("closed in the middle"))))
    #expect(all.map(\.number) == ["1", "2", "3"])
    #expect(all.map(\.outcome.name) == ["not_found", "tracked", "unavailable"])
    #expect(all[1].reading.status == Status(.delivered))
  }

  @Test("a rate limit ends with Retry-After in either form, else at the budget's reset, and stops what is left")
  func rateLimit() throws {
    let api = try Manifest.api(extra: "    budget: { per_day: 250, resets: '06:00 UTC' }\n")
    func until(_ retry: String?) throws -> Timestamp? {
      var conversation = Conversation(
        api: api, account: Self.account(), asks: [Ask(number: "1"), Ask(number: "2")], now: Self.now)
      _ = conversation.next(.start)
      var headers = HTTPFields()
      if let retry, let name = HTTPField.Name("Retry-After") { headers[name] = retry }
      let all = try #require(Self.observations(conversation.next(.answer(Self.answer(429, "", headers)))))
      #expect(all.map(\.outcome.name) == ["rate_limited", "rate_limited"])
      if case .rateLimited(let until) = all[1].outcome { return until }
      return nil
    }
    #expect(try until("120") == Self.now.adding(seconds: 120))
    // 1780000000 is Thu, 28 May 2026 20:26:40 UTC.
    #expect(try until("Thu, 28 May 2026 21:00:00 GMT") == Timestamp(seconds: 1_780_002_000))
    #expect(try until("Thu, 28 May 2026 20:00:00 GMT") == Self.now)
    #expect(try until(nil) == Timestamp(seconds: 1_780_034_400))
  }

  static let login = """
        login:
          request: { method: POST, url: 'https://auth.example.com/t', form: { grant_type: password, client: '{secret.key}' } }
          token: access_token
          expires: { seconds: expires_in, fixed: 600 }

    """

  static func withLogin() throws -> CarrierAPI {
    try Manifest.api(
      request: "      url: 'https://api.example.com/p/{number}'\n      headers: { Authorization: 'Bearer {token}' }",
      extra: login)
  }

  @Test("a 401 with a stored token asks for another once; with a fresh one it is the account's fault")
  func refresh() throws {
    let token = Token(value: "t1", expires: Self.now.adding(hours: 1))
    var conversation = Conversation(
      api: try Self.withLogin(), account: Self.account(), asks: [Ask(number: "1")], now: Self.now)
    guard case .needToken(nil) = conversation.next(.start) else {
      Issue.record("no token is asked for")
      return
    }
    guard case .send(let request) = conversation.next(.token(token, fresh: false)) else {
      Issue.record("nothing is sent")
      return
    }
    #expect(request.request.headerFields[.authorization] == "Bearer t1")
    guard case .needToken(let refused?) = conversation.next(.answer(Self.answer(401, "<html>"))) else {
      Issue.record("the token is not renewed")
      return
    }
    #expect(refused == token)
    _ = conversation.next(.token(Token(value: "t2", expires: token.expires), fresh: true))
    let all = Self.observations(conversation.next(.answer(Self.answer(401, ""))))
    #expect(all?.map(\.outcome) == [.badCredentials])
  }

  @Test("a login gives a token with its life time, or the outcome of all who wait for it")
  func loginAnswers() throws {
    let login = try #require(Login(try Self.withLogin(), Self.account(["key": "a&b"])))
    guard case .send(let request) = login.start() else {
      Issue.record("no request")
      return
    }
    #expect(String(decoding: request.body, as: UTF8.self) == "grant_type=password&client=a%26b")
    #expect(request.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
    func outcome(_ status: Int, _ body: String) -> String {
      var login = login
      return switch login.next(Self.answer(status, body), now: Self.now) {
      case .done(let token): "\(token.value) \(token.expires.seconds(since: Self.now))"
      case .failed(let outcome): outcome.name
      case .send: "another request"
      }
    }
    #expect(outcome(200, #"{"access_token": "x", "expires_in": 3600}"#) == "x 3600")
    #expect(outcome(200, #"{"access_token": "x", "expires_in": "soon"}"#) == "x 600")
    #expect(outcome(200, #"{"token": "x"}"#) == "unreadable")
    #expect(outcome(400, #"{"error": "invalid_grant"}"#) == "bad_credentials")
    #expect(outcome(503, "") == "unavailable")
    #expect(outcome(200, "<html>") == "unreadable")
    guard case .failed(.badCredentials)? = Login(try Self.withLogin(), Self.account([:]))?.start() else {
      Issue.record("a missing secret went unseen")
      return
    }
  }
}
