import Testing

@testable import CarrierKit

/// What is JSON and what is not, by RFC 8259; where it leaves the choice, the strict one.
@Suite("The rules of JSON")
struct JSONRulesTests {
  private static func fault(_ bytes: [UInt8]) -> String? {
    do throws(DocumentFault) {
      _ = try AnswerDocument(bytes, format: .json)
      return nil
    } catch { return error.message }
  }

  @Test(
    "What the grammar permits is read",
    arguments: [
      "{}", "[]", "\"\"", "0", "-0", "10", "-1.5", "1e5", "1E+5", "1.25e-3", "1e400", "true", "false", "null", " null ",
      "\t[\r\n1 ,\n2\t]\r\n", #"{"a":{"b":[[],{}]}}"#, #"{"":0}"#, #"{"a b":1,"a-b":2}"#, #""\"\\\/\b\f\n\r\t""#,
      #""\u00e9""#, #""\ud83d\ude00""#, #""\uD834\uDD1E""#, "\"é😀\"", "\"\u{7F}\"", "\"\u{2028}\"", "[1,\"a\",null,{}]",
      "[[[[[[1]]]]]]", "123456789012345678901234567890", "[0,0.0,0e1]",
    ])
  func valid(_ text: String) {
    #expect(Self.fault(Array(text.utf8)) == nil)
  }

  @Test(
    "What it does not permit is refused with a sentence",
    arguments: [
      "", " ", "[", "]", "{", "}", "[1", "{\"a\":1", "\"", "\"a", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{\"a\"}",
      "{\"a\":}",
      "{:1}", "{a:1}", "{'a':1}", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "{1:2}", "{null:1}", "{,}", "[:]", "01", "-",
      "-01", "+1",
      ".5", "1.", "-.5", "1e", "1e+", "1.e1", "0x1", "1_000", "NaN", "Infinity", "-Infinity", "tru", "True", "nul",
      "nulll",
      "'a'", #""\x""#, #""\u12""#, #""\u12G4""#, #""\U0041""#, #""\'""#, "\"\t\"", "\"\n\"", "\"\u{0}\"", "\"\u{1F}\"",
      "[1]]", "{}{}", "[1]x", "1 2", "// c\n1", "/* c */1", "# c\n1", "\u{A0}1", "[1\u{C}]", "1\u{B}", "[1;2]",
      "\\u0031",
      "undefined", "(1)", "a({})",
    ])
  func invalid(_ text: String) {
    let fault = Self.fault(Array(text.utf8))
    #expect(fault?.isEmpty == false)
  }

  @Test(
    "Bytes that are no UTF-8 are refused",
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE2, 0x82], [0xED, 0xA0, 0x80],
      [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE], [0xFF], [0xC3, 0x28], [0xE9],
    ] as [[UInt8]])
  func encoding(_ bytes: [UInt8]) {
    #expect(Self.fault([0x22] + bytes + [0x22]) != nil)
    #expect(Self.fault([0x22] + bytes) != nil)
  }

  @Test(
    "Where the grammar leaves it open: halves of surrogates, keys that stand twice and a zero in a text are refused",
    arguments: [
      #""\ud800""#, #""\udc00""#, #""\ud800x""#, #""\ud800\u0041""#, #""\udc00\ud800""#, #"{"a":1,"a":2}"#,
      #"{"a":1,"\u0061":2}"#, #""\u0000""#,
    ])
  func choices(_ text: String) {
    #expect(Self.fault(Array(text.utf8)) != nil)
  }

  @Test("A byte order mark is passed over at the beginning and nowhere else")
  func mark() {
    #expect(Self.fault([0xEF, 0xBB, 0xBF] + Array("[1]".utf8)) == nil)
    #expect(Self.fault(Array("[".utf8) + [0xEF, 0xBB, 0xBF] + Array("1]".utf8)) != nil)
    #expect(Self.fault([0xEF, 0xBB, 0xBF]) != nil)
    #expect(Self.fault([0xFE, 0xFF, 0x00, 0x31]) != nil)
  }

  @Test("64 levels are read, 65 are not; a number is the text that was written")
  func depth() throws {
    func nested(_ levels: Int) -> [UInt8] {
      Array((String(repeating: "[", count: levels) + String(repeating: "]", count: levels)).utf8)
    }
    #expect(Self.fault(nested(64)) == nil)
    #expect(Self.fault(nested(65)) != nil)
    #expect(Self.fault(Array(String(repeating: "[", count: 100_000).utf8)) != nil)
    for number in ["-0", "1E400", "0.10", "123456789012345678901234567890"] {
      let document = try AnswerDocument(Array("{\"n\":\(number)}".utf8), format: .json)
      let expression = try XPath.compile("n").get()
      #expect(document.text(expression, at: document.root) == number)
    }
  }
}
