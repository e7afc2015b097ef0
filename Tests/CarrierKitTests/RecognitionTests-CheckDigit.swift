import CarrierKit
import Testing

@Suite("Check digits")
struct CheckDigitTests {
  /// Invented numbers whose check digit was computed apart from this code, from each carrier's rule.
  static let right: [(CheckRule, String)] = [
    (.mod10Weights31, "00340434772511004814"),
    (.mod10Weights31, "00340434200500711233"),
    (.mod10Weights31, "14129077345012"),
    (.mod10Weights31, "397133550015"),
    (.mod10Weights31Left, "397133550015"),
    (.mod10Weights31Left, "4180067"),
    (.mod10Weights49, "771204885934"),
    (.mod10Weights49, "12345006789016"),
    (.mod37And36, "019950712345675"),
    (.mod37And36, "05301180240911H"),
    (.mod37And36, "008033105301180240911327276J"),
    (.s10, "RR480217353DE"),
    (.s10, "LB305518722GB"),
    (.s10, "770031423"),
    (.gls, "502711840635"),
    (.gls, "502711840634"),
    (.luhn, "330584917265"),
    (.mod7, "4410276382"),
    (.mod7, "5902188434"),
    (.ups, "1Z5R89E30417722567"),
    (.ups, "88A1V00307715425"),
    (.fedex12, "781204559319"),
    (.fedex12, "612990347113"),
  ]

  @Test("A right check digit holds", arguments: right)
  func holds(check: CheckRule, number: String) { #expect(check.holds(number)) }

  @Test("Any other last digit fails; GLS takes two of ten", arguments: right)
  func fails(check: CheckRule, number: String) {
    // S10 numbers end in a country, so their check digit is the last digit rather than the last character.
    guard let at = number.lastIndex(where: { check != .s10 || $0.isNumber }) else { return }
    var holding = 0
    for digit in "0123456789" {
      var other = number
      other.replaceSubrange(at...at, with: String(digit))
      if check.holds(other) { holding += 1 }
    }
    #expect(holding == (check == .gls ? 2 : number[at].isNumber ? 1 : 0))
  }

  @Test(
    "Foreign characters, nothing and too much hold nowhere",
    arguments: ["", "1", "A", "----------", "ÄÖÜ", "12 34", String(repeating: "9", count: 65), "\u{0}\u{0}"])
  func nonsense(number: String) {
    for check in CheckRule.allCases { #expect(!check.holds(number), "\(check)") }
  }
}
