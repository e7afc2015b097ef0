import CarrierKit
import Testing
import Tracking

@Suite struct AnswerReaderTests {
  static func read(_ body: String, _ asks: [Ask], _ api: CarrierAPI) -> [Observation] {
    let answer = CarrierAnswer(status: 200, body: Array(body.utf8))
    return AnswerReader(api).read(answer, asks: asks, now: Timestamp(seconds: 1_780_000_000))
  }

  static func read(_ body: String, _ api: CarrierAPI) -> [Observation] { read(body, [Ask(number: "1")], api) }

  static func events(_ list: [(String, String)], more: String = "") -> String {
    let events = list.map { #"{"time": "\#($0.0)", "code": "\#($0.1)"}"# }.joined(separator: ",")
    return #"{"parcels": [{"id": "1", "events": [\#(events)]\#(more)}]}"#
  }

  @Test(
    "events end newest first; equal times keep the carrier's order, whichever way it lists",
    arguments: [
      ("by_time", ["05-01T10:00:00 a", "05-02T10:00:00 b", "05-02T10:00:00 c", "05-03T10:00:00 d"], "dcba"),
      ("by_time", ["05-03T10:00:00 a", "05-02T10:00:00 b", "05-02T10:00:00 c", "05-01T10:00:00 d"], "abcd"),
      ("by_time", ["05-02T10:00:00 a", "05-03T10:00:00 b", "05-01T10:00:00 c"], "bac"),
      ("newest_first", ["05-01T10:00:00 a", "05-02T10:00:00 b"], "ab"),
      ("oldest_first", ["05-02T10:00:00 a", "05-01T10:00:00 b"], "ba"),
      ("by_time", ["05-01T10:00:00 a", "05-01T10:00:00 a", "05-02T10:00:00 b"], "ba"),
      ("by_time", ["05-02 a", "05-02T10:00:00 b", "05-01T10:00:00 c"], "abc"),
    ])
  func order(_ order: String, _ list: [String], _ codes: String) throws {
    let api = try Manifest.api(read: Manifest.usualRead + "\n      order: \(order)")
    let pairs = list.compactMap { line -> (String, String)? in
      let words = line.split(separator: " ").map(String.init)
      return words.count == 2 ? ("2026-" + words[0], words[1]) : nil
    }
    let observation = try #require(Self.read(Self.events(pairs), api).first)
    #expect(observation.checkpoints.map(\.code).joined() == codes)
  }

  @Test("an unknown code is kept raw, is unrecognized, and does not move the state")
  func unrecognized() throws {
    let observation = try #require(
      Self.read(Self.events([("2026-05-01T10:00:00", "A1"), ("2026-05-02T10:00:00", "ZZ9")]), try Manifest.api()).first)
    #expect(observation.checkpoints.map(\.meaning) == [.unrecognized, .status(Status(.inTransit))])
    #expect(observation.checkpoints.first?.code == "ZZ9")
    #expect(observation.reading.status == Status(.inTransit))
  }

  @Test("the first code that the table knows counts; the fallback only where the others are blank")
  func fallback() throws {
    let read = Manifest.usualRead.replacing("code: code", with: "code: [fine, code]\n      fallback_code: coarse")
    let api = try Manifest.api(read: read)
    func meaning(_ event: String) -> Checkpoint? {
      Self.read(#"{"parcels": {"id": "1", "events": {"time": "2026-05-01T10:00:00", \#(event)}}}"#, api).first?
        .checkpoints.first
    }
    #expect(meaning(#""fine": "X", "code": "D1""#)?.meaning == .status(Status(.delivered)))
    #expect(meaning(#""fine": "X", "code": "Y", "coarse": "D1""#)?.meaning == .unrecognized)
    #expect(meaning(#""fine": "X", "code": "Y", "coarse": "D1""#)?.code == "X")
    #expect(meaning(#""fine": "", "coarse": "D1""#)?.code == "D1")
  }

  @Test(
    "text rules go in order, guard phrases first, and an unknown sentence stays unrecognized",
    arguments: [
      ("Die Sendung wurde  ZUGESTELLT.", "delivered"), ("Sendung wird zugestellt", nil),
      ("nicht zugestellt", "attempt_failed"), ("Guten Tag", nil), ("<b>Zugestellt</b>&nbsp;&amp;uuml;", "delivered"),
    ] as [(String, String?)])
  func texts(_ text: String, _ state: String?) throws {
    let api = try Manifest.api(
      extra: """
            texts:
              - { contains: 'nicht zugestellt', state: attempt_failed }
              - { contains: zugestellt, unless: ['wird zugestellt'], language: de, state: delivered }

        """)
    let body = #"{"parcels": {"id": "1", "events": {"time": "2026-05-01T10:00:00", "text": "\#(text)"}}}"#
    #expect(Self.read(body, api).first?.checkpoints.first?.meaning.status?.state.rawValue == state)
  }

  @Test("overrides look at flags and at earlier events")
  func overrides() throws {
    let read =
      Manifest.usualRead + """

              overrides:
                - { was: [delivered], after: [returning], state: returned }
                - { when: 'shop = "true"', was: [delivered], state: ready_for_pickup/pickup_point }
        """
    let api = try Manifest.api(read: read)
    let returned = Self.events([("2026-05-01T10:00:00", "R1"), ("2026-05-02T10:00:00", "D1")])
    #expect(Self.read(returned, api).first?.reading.status?.state == .returned)
    let shop = Self.events([("2026-05-01T10:00:00", "A1"), ("2026-05-02T10:00:00", "D1")], more: #", "shop": true"#)
    #expect(Self.read(shop, api).first?.reading.status?.detail == .pickupPoint)
    let plain = Self.events([("2026-05-02T10:00:00", "D1")], more: #", "shop": false"#)
    #expect(Self.read(plain, api).first?.reading.status?.state == .delivered)
  }

  @Test("of several shipments under one number the asked service wins, then the newest, and a remark says so")
  func several() throws {
    let api = try Manifest.api(read: Manifest.usualRead + "\n      service: service")
    let body = """
      {"parcels": [
        {"id": "1", "service": "a", "events": {"time": "2026-05-01T10:00:00", "code": "A1"}},
        {"id": "0001", "service": "b", "events": {"time": "2026-05-03T10:00:00", "code": "D1"}},
        {"id": "2", "service": "a", "events": {"time": "2026-05-09T10:00:00", "code": "A1"}}
      ]}
      """
    let newest = try #require(Self.read(body, api).first)
    #expect(newest.service == "b")
    #expect(newest.remarks == ["chose 1 of 2 shipments under this number by newest"])
    let asked = try #require(Self.read(body, [Ask(number: "1", service: "a")], api).first)
    #expect(asked.service == "a")
    #expect(asked.remarks == ["chose 1 of 2 shipments under this number by service"])
    #expect(Self.read(body, [], api).map(\.number) == ["1", "2"])
    #expect(Self.read(body, [Ask(number: "7")], api).first?.outcome == .notFound)
  }

  @Test("keys that are no XML names, arrays at the root and in arrays can be addressed")
  func keys() throws {
    let api = try Manifest.api(
      read: """
              shipments: 'item/*[@key="a b"]'
              number: '_id'
              checkpoints: 'list/item'
              time: { at: '.', format: iso8601, zone: { else: unknown } }
              code: '"A1"'
        """
    ).replacingAnswer()
    let observation = try #require(
      Self.read(#"[{"a b": {"@id": "1", "list": [["2026-05-01T10:00:00", "2026-05-02T10:00:00"]]}}]"#, api).first)
    #expect(observation.checkpoints.map { $0.time?.iso } == ["2026-05-02T10:00:00", "2026-05-01T10:00:00"])
  }

  @Test("A saved answer shows the asked number first and then what else it holds; polling sees only the asked")
  func others() throws {
    let carrier = try #require(Project.loaded.catalog["slovenskaposta"])
    let body =
      #"{"results": [{"number": "A1", "events": [{"stateCode": "transit", "localDate": "2026-03-02T10:00:00"}]},"#
      + #"{"number": "B2", "events": [{"stateCode": "delivered", "localDate": "2026-03-02T10:00:00"}]}]}"#
    let answer = CarrierAnswer(status: 200, body: Array(body.utf8))
    let now = Timestamp(seconds: 1_780_000_000)
    let saved = try #require(carrier.read(answer, asks: [Ask(number: "B2")], now: now))
    #expect(saved.observations.map(\.number) == ["B2", "A1"])
    let api = try #require(carrier.apis.first)
    #expect(AnswerReader(api).read(answer, asks: [Ask(number: "B2")], now: now).map(\.number) == ["B2"])
  }
}

extension CarrierAPI {
  /// The same with every 200 tracked.
  func replacingAnswer() -> CarrierAPI {
    var copy = self
    for index in copy.answers.indices { copy.answers[index].when = nil }
    return copy
  }
}
