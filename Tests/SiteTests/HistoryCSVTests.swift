import Testing
import Tracking

@testable import Site

@Suite("Past orders") struct HistoryCSVTests {
  @Test("Lines become lanes of regions; a postal code is not kept")
  func lines() throws {
    let text = """
      Carrier;service;handover;promise;delivered;origin_country;country;postcode
      DHL;Paket;2026-03-02;2026-03-05;2026-03-04;de;DE;22113
      dhl;;2026-03-02;;;;;
      """
    let (orders, problems) = HistoryCSV.read(text, shop: "shop", carriers: ["dhl"])
    #expect(problems.isEmpty)
    let day = try #require(CivilDate("2026-03-02"))
    #expect(
      orders == [
        PastOrder(
          line: 2,
          lane: Lane(
            shop: "shop", carrier: "dhl", service: "Paket", origin: "DE", destination: "DE-2", country: "DE",
            area: "DE-22"),
          handover: day, promise: day.adding(days: 3), delivered: day.adding(days: 2)),
        PastOrder(line: 3, lane: Lane(shop: "shop", carrier: "dhl"), handover: day),
      ])
  }

  @Test(
    "What is wrong is told with its line, and the other lines count",
    arguments: [
      ("upz,2026-03-02,", "carrier: upz is not a carrier"), ("dhl,,", "handover: the day is needed"),
      ("dhl,2.3.2026,", "handover: '2.3.2026' is no day"), ("dhl,2026-03-02,2026-03-01", "lies before the hand-over"),
    ])
  func mistakes(_ line: String, _ message: String) throws {
    let text = "carrier,handover,delivered\ndhl,2026-03-02,2026-03-03\n\(line)\n"
    let (orders, problems) = HistoryCSV.read(text, shop: "shop", carriers: ["dhl"])
    #expect(orders.count == 1)
    #expect(problems.count == 1 && problems.first?.line == 3)
    #expect(problems.first?.message.contains(message) == true)
  }

  @Test("A file without the columns that are needed is refused as a whole")
  func columns() {
    let (orders, problems) = HistoryCSV.read("carier,handover\nx,y\n", shop: "shop", carriers: ["dhl"])
    #expect(orders.isEmpty)
    #expect(problems.map(\.line) == [1, 1])
  }
}
