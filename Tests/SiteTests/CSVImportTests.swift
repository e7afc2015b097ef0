import Testing
import Tracking

@testable import Site

@Suite struct CSVImportTests {
  private func read(_ text: String) throws -> [CSVImport.Line] {
    try CSVImport.read(text, shop: RunningSite.fjordlicht, carriers: try RunningSite.book(quota: 1))
  }

  private func good(_ text: String) throws -> NewShipment? {
    if case .good(let shipment) = try read(text).first?.outcome { return shipment }
    return nil
  }

  @Test(
    "comma, semicolon and tab, all line ends, quotes and a byte order mark are read",
    arguments: [
      "number,order\n00340434161094042557,\"47,11\"\n", "\u{FEFF}number;order\r\n00340434161094042557;47,11\r\n",
      "order\tnumber\r47,11\t00340434161094042557", "Number , ORDER\n\n\"00340434161094042557\",\"47,11\"\n\n",
      "number,order\n=\"00340434161094042557\",\"47,11\"",
    ])
  func forms(text: String) throws {
    let shipment = try #require(try good(text))
    #expect(shipment.number == "00340434161094042557")
    #expect(shipment.order == "47,11")
    #expect(shipment.carrier == "dhl")
  }

  @Test("all columns arrive")
  func columns() throws {
    let text = """
      number,carrier,order,promise,postcode,country,region,language,service,items,order_value,currency
      0034 0434 1610 9404 2557,dhl,4711,2026-11-26,01067,de,sn,DE,Paket,2 x Lampe | Birne,129.90,eur
      """
    let shipment = try #require(try good(text))
    #expect(shipment.promise == CivilDate("2026-11-26"))
    #expect(shipment.destination == Destination(country: "DE", region: "SN", postalCode: "01067"))
    #expect(shipment.language == "de")
    #expect(shipment.orderValue == Money("129.90 EUR"))
    #expect(shipment.items == [Item(name: "Lampe", quantity: 2), Item(name: "Birne")])
  }

  @Test("each wrong row is told by its line and columns; the others are kept")
  func wrongRows() throws {
    let text = "number,promise\n00340434161094042557,\n\"x\ny\",2026-13-01\n1,2,3\n00340434161094042558,\n"
    let lines = try read(text)
    #expect(lines.map(\.number) == [2, 3, 5, 6])
    guard case .bad(let second) = lines[1].outcome, case .bad(let third) = lines[2].outcome else {
      Issue.record("rows 2 and 3 are wrong")
      return
    }
    #expect(second.map(\.pointer) == ["promise", "carrier"] || second.map(\.pointer).contains("promise"))
    #expect(third.first?.message.contains("3 fields") == true)
  }

  @Test(
    "a table that cannot be used says why, once",
    arguments: [
      ("", "the text is empty"), ("order\n1", "the column 'number' is missing"),
      ("nmuber\n1", "did you mean 'number'?"), ("number,number\n1,2", "stands twice"),
      ("number\n\"1", "a quote is not closed"), ("number\n\"1\"2", "text follows a closing quote"),
    ])
  func unusable(text: String, expected: String) {
    do {
      _ = try read(text)
      Issue.record("it was read")
    } catch {
      #expect("\(error)".contains(expected))
    }
  }

  @Test("more rows than allowed are refused")
  func limit() {
    #expect(throws: CSVTable.Unreadable.self) {
      try CSVTable.read("a\n" + String(repeating: "1\n", count: 11), rowLimit: 10)
    }
  }
}
