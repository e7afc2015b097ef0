import Testing
import Tracking

@testable import Site

@Suite struct JSONParserTests {
  private func parse(_ text: String) throws -> JSONValue {
    try JSONParser.parse(Array(text.utf8))
  }

  @Test("values are what was sent; numbers keep every digit")
  func values() throws {
    let value = try parse(
      #" {"a": [1, -0.5e+3, 866550311766439000], "b": {"c": null, "d": true}, "é": "\u00e9\ud83d\ude00\n"} "#)
    #expect(
      value
        == .object([
          .init(name: "a", value: .array([.number("1"), .number("-0.5e+3"), .number("866550311766439000")])),
          .init(name: "b", value: .object([.init(name: "c", value: .null), .init(name: "d", value: .bool(true))])),
          .init(name: "é", value: .string("é😀\n")),
        ]))
  }

  @Test(
    "what RFC 8259 does not allow is refused with its place",
    arguments: [
      "", " ", "{", "[", "\"", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "[1,]", "[1 2]", "01", "1.", "-", "1e", "+1", ".5",
      "tru", "nulL", "NaN", "'a'", "\"\u{1}\"", #""\x""#, #""\u12""#, #""\ud800""#, #""\ud800\u0041""#, #""\udc00""#,
      "1 1",
      "{\"a\":1,\"a\":1}", "/*c*/1", "\u{FEFF}1",
    ])
  func refused(text: String) {
    #expect(throws: JSONSyntaxError.self) { try parse(text) }
  }

  @Test("bytes that are not UTF-8 are refused")
  func encoding() {
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse([0x22, 0xC3, 0x28, 0x22]) }
    #expect(throws: JSONSyntaxError.self) { try JSONParser.parse([0x22, 0xED, 0xA0, 0x80, 0x22]) }
  }

  @Test("depth is limited, so no text can exhaust the stack")
  func depth() throws {
    #expect(throws: Never.self) {
      try parse(String(repeating: "[", count: 63) + "1" + String(repeating: "]", count: 63))
    }
    #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: 1_000_000)) }
    #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test("ten thousand mutilated texts give a value or an error, never an end of the process")
  func mutations() {
    var generator = SplitMix(seed: 5)
    let sample = Array(#"{"number":"00340","items":[{"name":"\u00e9","quantity":2},null,true,-1.5e3]}"#.utf8)
    var read = 0
    for _ in 0..<10_000 {
      var bytes = sample
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        bytes[Int.random(in: 0..<bytes.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if (try? JSONParser.parse(bytes)) != nil { read += 1 }
    }
    #expect(read < 10_000)
  }
}
