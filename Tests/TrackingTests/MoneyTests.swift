import Testing
import Tracking

@Suite("What an order is worth") struct MoneyTests {
  @Test("Plain decimal amounts with a currency", arguments: ["0", "129.90", "0.5", "999999999999.9999"])
  func good(amount: String) throws {
    let money = try #require(Money(amount: amount, currency: "eur"))
    #expect(money.amount == amount)
    #expect(Money(money.text) == money)
    #expect(money.currency == "EUR")
  }

  @Test(
    "Nothing else is an amount",
    arguments: [
      "", "-1", "+1", "1,50", "1.", ".5", "1e3", "1.2.3", "0x10", " 1", "١", "1234567890123", "1.23456", "NaN",
    ])
  func bad(amount: String) { #expect(Money(amount: amount, currency: "EUR") == nil) }

  @Test("Nothing else is a currency", arguments: ["", "EU", "EURO", "E R", "€", "E1R", "ÉUR"])
  func badCurrency(code: String) { #expect(Money(amount: "1", currency: code) == nil) }

  @Test("Amounts are compared as numbers and only within a currency")
  func reaches() throws {
    let least = try #require(Money("50 EUR"))
    #expect(Money("50.00 EUR")?.reaches(least) == true)
    #expect(Money("100 EUR")?.reaches(least) == true)
    #expect(Money("49.9999 EUR")?.reaches(least) == false)
    #expect(Money("9 EUR")?.reaches(least) == false)
    #expect(Money("100 USD")?.reaches(least) == false)
  }
}
