import CarrierKit
import HTTPTypes
import Testing
import Tracking

/// Several requests for one answer: what each carries to the next.
@Suite struct StepTests {
  static let now = ConversationTests.now

  private static func send(_ step: Conversation.Step) throws -> CarrierRequest {
    guard case .send(let request) = step else { throw Problem(text: "nothing is sent: \(step)") }
    return request
  }

  private struct Problem: Error { var text: String }

  private static func twoSteps() throws -> CarrierAPI {
    try Manifest.api(
      request: """
              url: 'https://api.example.com/p'
              query: { id: '{step.id}' }
              headers: { X-Csrf: '{step.csrf}', Cookie: '{step.cookies}', K: '{secret.key}' }
        """,
      extra: """
            steps:
              - request: { url: 'https://api.example.com/find/{number}' }
                answers: [{ status: 200, when: 'self::json[not(id)]', outcome: not_found }]
                carry: { id: [id, key] }
              - request: { method: POST, url: 'https://api.example.com/open', json: '{"id": "{step.id}"}' }
                format: text
                accept: 403
                carry: { csrf: header('X-Csrf-Token'), cookies: cookies() }

        """)
  }

  private static let cookies: HTTPFields = {
    var fields: HTTPFields = [.setCookie: "a=1; Path=/; HttpOnly"]
    fields.append(HTTPField(name: .setCookie, value: "b=\"x=y\" ; Secure"))
    fields.append(HTTPField(name: .setCookie, value: "gone=; Max-Age=0"))
    if let name = HTTPField.Name("x-csrf-token") { fields[name] = "t/1" }
    return fields
  }()

  @Test("Each step's values go into the requests after it, escaped for where they stand; a refusal may be the way in")
  func carrying() throws {
    var conversation = Conversation(
      api: try Self.twoSteps(), account: ConversationTests.account(), asks: [Ask(number: "1")], now: Self.now)
    #expect(try Self.send(conversation.next(.start)).request.path == "/find/1")
    #expect(conversation.isAtStep)
    let second = try Self.send(conversation.next(.answer(ConversationTests.answer(200, #"{"id": "a\"&b"}"#))))
    #expect(String(decoding: second.body, as: UTF8.self) == #"{"id": "a\"&b"}"#)
    let third = try Self.send(
      conversation.next(.answer(ConversationTests.answer(403, "Invalid Login", Self.cookies))))
    #expect(!conversation.isAtStep)
    #expect(third.request.path == "/p?id=a%22%26b")
    #expect(third.request.headerFields[.cookie] == #"a=1; b="x=y""#)
    #expect(HTTPField.Name("X-Csrf").flatMap { third.request.headerFields[$0] } == "t/1")
  }

  @Test("A step's answer can end the matter, and what one number carried is not left for the next")
  func ending() throws {
    var conversation = Conversation(
      api: try Self.twoSteps(), account: ConversationTests.account(), asks: [Ask(number: "1"), Ask(number: "2")],
      now: Self.now)
    _ = conversation.next(.start)
    let second = try Self.send(conversation.next(.answer(ConversationTests.answer(200, "{}"))))
    #expect(second.request.path == "/find/2")
    let third = try Self.send(conversation.next(.answer(ConversationTests.answer(200, #"{"id": "2b"}"#))))
    #expect(String(decoding: third.body, as: UTF8.self) == #"{"id": "2b"}"#)
    let all = ConversationTests.observations(conversation.next(.answer(ConversationTests.answer(200, ""))))
    #expect(all?.map(\.outcome.name) == ["not_found", "unreadable"])
  }

  @Test("A carrier that hangs in a step is unavailable for all that are left")
  func hanging() throws {
    var conversation = Conversation(
      api: try Self.twoSteps(), account: ConversationTests.account(), asks: [Ask(number: "1"), Ask(number: "2")],
      now: Self.now)
    _ = conversation.next(.start)
    let all = ConversationTests.observations(conversation.next(.answer(ConversationTests.answer(503, ""))))
    #expect(all?.map(\.outcome.name) == ["unavailable", "unavailable"])
  }

  @Test("A signature is a digest of its own fields, not of what stands around it")
  func signature() throws {
    let api = try Manifest.api(
      request: """
              method: POST
              url: 'https://api.example.com/p'
              sign: { md5: '{secret.key}{number}{language|upper}' }
              xml: '<s n="{number}">{signature|upper}</s>'
        """, extra: "    languages: { else: fr }\n")
    var conversation = Conversation(
      api: api, account: ConversationTests.account(["key": "a&b"]), asks: [Ask(number: "7")], now: Self.now)
    let body = String(decoding: try Self.send(conversation.next(.start)).body, as: UTF8.self)
    // printf 'a&b7FR' | md5sum
    #expect(body == "<s n=\"7\">451FCE67FDD739D1DBA8E2653D61774A</s>")
  }

  @Test("One number goes into two parameters, cut where the carrier cuts it")
  func cutting() throws {
    let api = try Manifest.api(
      request: """
              url: 'https://api.example.com/p'
              query: { depot: '{number|take:2}', rest: '{number|skip:2}', k: '{secret.key}' }
        """)
    let request = ConversationTests.request(api, [Ask(number: "MI417028801")], ConversationTests.account())
    #expect(request?.request.path == "/p?depot=MI&rest=417028801&k=k")
  }

  @Test("A push has nothing to ask, and says so")
  func push() throws {
    let api = try #require(Project.loaded.catalog["bring"]?.api("event-cast"))
    var conversation = Conversation(
      api: api, account: ConversationTests.account(), asks: [Ask(number: "1")], now: Self.now)
    let all = ConversationTests.observations(conversation.next(.start))
    #expect(all?.map(\.outcome.name) == ["unreadable"])
  }

  @Test(
    "A document in a text takes the text's place; a text that is none stays, and a broken one makes the answer unreadable",
    arguments: [
      (
        #"{"parcels": "{\"id\": \"1\", \"events\": [{\"time\": \"2026-05-01T10:00:00\", \"code\": \"D1\"}]}"}"#,
        "tracked"
      ),
      (
        #"{"parcels": " <json><id>1</id><events><time>2026-05-01T10:00:00</time><code>D1</code></events></json>"}"#,
        "tracked"
      ),
      (#"{"parcels": "nothing"}"#, "not_found"), (#"{"parcels": "{\"id\": "}"#, "unreadable"),
      (#"{"parcels": "<!DOCTYPE x><json/>"}"#, "unreadable"),
    ])
  func documentsWithin(_ body: String, _ outcome: String) throws {
    let text = Manifest.text(id: "one")
      .replacing("shipments: parcels", with: "inner: parcels\n      shipments: parcels/json")
    let carrier = try CarrierCatalog.decode(text, file: "carrier.yaml", folder: "one")
    let api = try #require(carrier.apis.first)
    let read = AnswerReader(api).read(ConversationTests.answer(200, body), asks: [Ask(number: "1")], now: Self.now)
    #expect(read.map(\.outcome.name) == [outcome])
  }
}
