import CarrierKit
import HTTPTypes
import Testing
import Tracking

/// Whatever a carrier sends: a clear outcome, no trap, no stall.
@Suite struct HostileInputTests {
  static let now = Timestamp(seconds: 1_780_000_000)

  static func json(_ body: [UInt8]) throws -> Observation? {
    let api = try Manifest.api()
    return AnswerReader(api).read(CarrierAnswer(status: 200, body: body), asks: [Ask(number: "1")], now: now).first
  }

  static func xml(_ body: [UInt8], type: String? = nil) throws -> Observation? {
    let api = try Manifest.api(read: "      format: xml\n" + Manifest.usualRead)
    var headers = HTTPFields()
    headers[.contentType] = type
    return AnswerReader(api)
      .read(CarrierAnswer(status: 200, headers: headers, body: body), asks: [Ask(number: "1")], now: now).first
  }

  static func why(_ observation: Observation?) -> String? {
    if case .unreadable(let why)? = observation?.outcome { return why }
    return nil
  }

  @Test(
    "JSON outside RFC 8259 is unreadable, and says what and where",
    arguments: [
      ("", "the body is empty"), ("   ", "the body is empty"), (#"{"parcels": [{"id": "1""#, "line 1, column 24"),
      ("{\"a\": 1,\n \"a\": 2}", "a key stands twice in one object (line 2"), (#"{"a": "\u0000"}"#, "not permitted"),
      (#"{"a": "\ud800x"}"#, "surrogate"), ("{'a': 1}", "a key in quotes is missing"), (#"{"a": 01}"#, "',' or '}'"),
      (#"{"a": 1.}"#, "a number without digits"), (#"{"a": 1,}"#, "a key in quotes is missing"),
      ("[1,]", "no JSON value"),
      (#"{"a": nul}"#, "no JSON value"), (#"{} x"#, "text after the JSON value"),
      ("{\"a\": \"\t\"}", "control character"),
      (#"{"a": NaN}"#, "no JSON value"), ("<!DOCTYPE html><html><body>Busy</body></html>", "HTML instead of JSON"),
    ])
  func badJSON(_ body: String, _ says: String) throws {
    let why = try #require(Self.why(try Self.json(Array(body.utf8))))
    #expect(why.contains(says), "\(why)")
  }

  @Test("JSON in another charset is unreadable, not garbled")
  func latin1() throws {
    #expect(
      Self.why(try Self.json(Array("{\"a\": \"M".utf8) + [0xFC] + Array("ller\"}".utf8)))?.contains("UTF-8") == true)
    for bytes: [UInt8] in [[0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE2, 0x82]] {
      #expect(Self.why(try Self.json(Array("{\"a\": \"".utf8) + bytes + Array("\"}".utf8)))?.contains("UTF-8") == true)
    }
  }

  @Test("64 levels are read, 65 and a million are refused")
  func depth() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    #expect(Self.why(try Self.json(nested(64)))?.contains("no rule") == true)
    #expect(Self.why(try Self.json(nested(65)))?.contains("64 levels") == true)
    #expect(Self.why(try Self.json([UInt8](repeating: 0x5B, count: 1_000_000)))?.contains("64 levels") == true)
  }

  @Test("ten megabytes, a million values and a million keys are refused")
  func size() throws {
    #expect(Self.why(try Self.json([UInt8](repeating: 0x20, count: 10_000_000)))?.contains("larger than") == true)
    let values = "[" + String(repeating: "1,", count: 900_000) + "1]"
    #expect(Self.why(try Self.json(Array(values.utf8)))?.contains("values") == true)
  }

  @Test("XML with a document type, an entity bomb, an external file or 100,000 attributes is refused")
  func badXML() throws {
    let bomb = """
      <?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><r><parcels><id>1</id><events><text>&c;</text></events></parcels></r>
      """
    #expect(Self.why(try Self.xml(Array(bomb.utf8))) != nil)
    let file = "<!DOCTYPE r [<!ENTITY f SYSTEM \"file:///etc/hostname\">]><r><parcels>&f;</parcels></r>"
    #expect(Self.why(try Self.xml(Array(file.utf8)))?.contains("document type") == true)
    let attributes = "<r " + (0..<100_000).map { "a\($0)=\"\"" }.joined(separator: " ") + "/>"
    #expect(Self.why(try Self.xml(Array(attributes.utf8)))?.contains("a tag of more than") == true)
    let deep = String(repeating: "<a>", count: 10_000)
    #expect(Self.why(try Self.xml(Array(deep.utf8)))?.contains("not well-formed") == true)
    #expect(Self.why(try Self.xml(Array("<r><parcels>".utf8)))?.contains("not well-formed") == true)
    #expect(Self.why(try Self.xml([]))?.contains("empty") == true)
    #expect(Self.why(try Self.xml(Array("<html><body>Login</body></html>".utf8))) == "HTML instead of XML")
  }

  @Test("XML in ISO 8859-1 is read by its declaration, or by the Content-Type where both speak")
  func charset() throws {
    let head = Array(
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><r><parcels><id>1</id><events><time>2026-01-02T03:04:05</time><code>A1</code><city>M"
        .utf8)
    let tail = Array("nchen</city></events></parcels></r>".utf8)
    #expect(try Self.xml(head + [0xFC] + tail)?.checkpoints.first?.place.city == "München")
    let utf8 = head + [0xC3, 0xBC] + tail
    #expect(try Self.xml(utf8, type: "text/xml; charset=utf-8")?.checkpoints.first?.place.city == "München")
    #expect(
      Self.why(try Self.xml(head + [0xFC] + tail, type: "text/xml; charset=utf-8"))?.contains("well-formed") == true)
  }

  @Test("numbers as strings, strings as numbers, objects and nulls where a text stands: read or left out, never a trap")
  func types() throws {
    let body = """
      {"parcels": {"id": 1, "events": [
        {"time": "2026-01-02T03:04:05+01:00", "code": "A1", "text": null, "city": 7},
        {"time": 20260101, "code": {"x": 1}, "text": ["a", "b"]},
        {"time": {}, "code": null, "text": ""}, null, 5, [[]]
      ]}}
      """
    let observation = try #require(try Self.json(Array(body.utf8)))
    #expect(observation.outcome == .tracked)
    #expect(observation.checkpoints.first?.meaning == .status(Status(.inTransit)))
    #expect(observation.checkpoints.first?.place.city == "7")
    #expect(observation.checkpoints.first?.text == nil)
  }

  @Test("a date that does not exist gives no time and is told; the event stays")
  func noSuchDate() throws {
    let body = #"{"parcels": {"id": "1", "events": {"time": "2026-02-30T10:00:00", "code": "A1"}}}"#
    let observation = try #require(try Self.json(Array(body.utf8)))
    #expect(observation.checkpoints.count == 1)
    #expect(observation.checkpoints.first?.time == nil)
    #expect(observation.remarks == ["a time cannot be read: '2026-02-30T10:00:00'"])
  }

  @Test("every prefix of an answer is read or refused")
  func truncated() throws {
    let json = Array(
      #"{"parcels": [{"id": "ä\u00e4", "events": [{"time": "2026-01-02", "code": -1.5e3}, true]}]}"#.utf8)
    let xml = Array(
      "<a:r xmlns:a='u'><parcels><id>1</id><events><!-- c --><code><![CDATA[A1]]></code></events></parcels></a:r>".utf8)
    for length in json.indices { #expect(Self.why(try Self.json(Array(json[..<length]))) != nil) }
    for length in xml.indices { #expect(Self.why(try Self.xml(Array(xml[..<length]))) != nil) }
    #expect(try Self.xml(xml)?.checkpoints.first?.code == "A1")
  }
}
