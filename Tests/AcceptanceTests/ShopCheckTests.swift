import Testing
import Tracking

@testable import tidings

@Suite struct ShopCheckTests {
  private let check = ShopCheck(carriers: ["dhl", "gls"], languages: ["de", "en"])

  private func shop(_ change: (inout Shop) -> Void) -> Shop {
    var shop = Shop(
      id: "fjordlicht",
      brand: Brand(
        name: "Fjordlicht", color: "#123c8c", mark: "M12 3v4M5 21l7-14 7 14M8 15h8",
        homeURL: "https://fjordlicht.example/", contactMail: "help@fjordlicht.example"),
      hosts: ["track.fjordlicht.example"], languages: ["de", "en-GB"], country: "DE", carriers: ["dhl"])
    change(&shop)
    return shop
  }

  @Test("a shop without mistakes has none")
  func good() {
    #expect(check.mistakes(in: shop { _ in }).isEmpty)
  }

  /// One thing mistyped, and what is said of it.
  struct Slip: Sendable, CustomTestStringConvertible {
    let said: String
    let change: @Sendable (inout Shop) -> Void
    var testDescription: String { said }

    init(_ said: String, _ change: @escaping @Sendable (inout Shop) -> Void) {
      self.said = said
      self.change = change
    }
  }

  static let slips = [
    Slip("Bad Id is no short name") { $0.id = "Bad Id" },
    Slip("' ' is no name") { $0.brand.name = " " },
    Slip("#12345g is no color") { $0.brand.color = "#12345g" },
    Slip("the mark is no SVG path") { $0.brand.mark = "\"><script>" },
    Slip("foo is no web address") { $0.brand.imprintURL = "foo" },
    Slip("bar@ is no mail address") { $0.brand.contactMail = "bar@" },
    Slip("http://a.example/b is no host name") { $0.hosts = ["http://a.example/b"] },
    Slip("a.example:8080 is no host name") { $0.hosts = ["a.example:8080"] },
    Slip("there are no texts in zz") { $0.languages = ["zz"] },
    Slip("there is no carrier dlh") { $0.carriers = ["dlh"] },
    Slip("GERMANY is no country") { $0.country = "GERMANY" },
  ]

  @Test("each mistake is told with what would be right", arguments: slips)
  func mistakes(_ slip: Slip) {
    let found = check.mistakes(in: shop(slip.change))
    #expect(found.map(\.message) == [slip.said])
    #expect(found.allSatisfy { $0.hint != nil })
  }

  @Test("several are told together")
  func together() {
    let broken = shop {
      $0.hosts = ["http://a.example/b"]
      $0.carriers = ["dlh"]
      $0.brand.color = "red"
    }
    #expect(check.mistakes(in: broken).count == 3)
  }
}
