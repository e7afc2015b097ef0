import CarrierKit
import Testing

@Suite("Patterns of numbers")
struct PatternTests {
  @Test(
    "Separators go, letters rise",
    arguments: [
      ("0034 0434 7725 1100 4814", "00340434772511004814"),
      ("00340434.772511.004814", "00340434772511004814"),
      ("1z 5r89-e304 1772 2567", "1Z5R89E30417722567"),
      ("\u{FEFF}rr\u{A0}480\u{202F}217\u{2011}353 de\n", "RR480217353DE"),
    ])
  func cleaned(text: String, clean: String) { #expect(TrackingNumber(text)?.text == clean) }

  @Test(
    "What is no number is none",
    arguments: ["", "123", "Hello, world", "1234_5678", "12345678é", String(repeating: "7", count: 65), "１２３４５６７８"])
  func refused(text: String) { #expect(TrackingNumber(text) == nil) }

  @Test("A pattern fits the whole number or not at all")
  func whole() throws {
    let pattern = try Pattern("[0-9]{14}")
    #expect(try pattern.matches(#require(TrackingNumber("05301180240911"))))
    #expect(try !pattern.matches(#require(TrackingNumber("053011802409110"))))
    #expect(try !pattern.matches(#require(TrackingNumber("A05301180240911"))))
  }

  @Test("A pattern that does not compile says why and where", arguments: ["[0-9", "(abc", "a{2,1}", "(?<x>a)(?<x>b)"])
  func broken(source: String) {
    let problem = #expect(throws: PatternProblem.self) { try Pattern(source) }
    #expect(problem?.message.isEmpty == false)
    #expect((problem?.offset ?? -1) <= source.utf8.count)
  }

  @Test(
    "A pattern made to run away is cut off", arguments: ["(A+)+B", "(A|AA)+$B", "((A*)*)*B", "(?:(?:A?){32}){32}B"])
  func bounded(source: String) throws {
    // Unbounded, the first of these takes 2^60 steps.
    let number = try #require(TrackingNumber(String(repeating: "A", count: 64)))
    #expect(try !Pattern(source).matches(number))
  }

  @Test("A pattern of ten thousand characters is refused")
  func huge() {
    #expect(throws: PatternProblem.self) { try Pattern(String(repeating: "[0-9]", count: 2_000)) }
  }
}
