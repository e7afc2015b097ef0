import Localization
import Testing
import Tracking

import Presentation

@Suite("The verdict in words") struct VerdictSheetTests {
  private static let now = Parcels.moment("2026-11-24T12:10")

  private func outlook(alarm: Bool = true, carrier: CarrierStanding? = nil) throws -> Outlook {
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }
    return Outlook(
      basis: .counts, asOf: try day("2026-11-23"), chanceLate: 62,
      middle: DeliveryWindow(from: try day("2026-11-27"), to: try day("2026-11-30")),
      wide: DeliveryWindow(from: try day("2026-11-25"), to: try day("2026-12-02")), isAlarm: alarm,
      alarmSince: try day("2026-11-23"), threshold: 41, confidence: 94,
      counts: Outlook.Counts(scope: .likes, open: 152, later: 41, day: 9, until: 14, health: 71), carrier: carrier)
  }

  private func rows(_ language: String, _ change: (inout Shipment) throws -> Void) throws -> [String] {
    var parcel = Parcels.parcel(Status(.inTransit, .arrivedHub))
    try change(&parcel)
    return VerdictSheet(parcel, carrier: "DHL", in: try Parcels.words(language), at: Self.now).rows.map {
      "\($0.label): \($0.text)".replacing("\u{a0}", with: " ")
    }
  }

  @Test("The counts are said in both languages")
  func counts() throws {
    let outlook = try outlook()
    #expect(
      try rows("en") { $0.outlook = outlook }.contains(
        "Counts: 41 of 152 parcels on a way as long as this one that were open on day 9 came after day 14."))
    #expect(
      try rows("de") { $0.outlook = outlook }.contains(
        "Zählung: 41 von 152 Paketen auf einem ebenso langen Weg, die am Tag 9 noch offen waren, kamen nach Tag 14."))
  }

  @Test("Every estimate says whether it is shown and why")
  func estimates() throws {
    let standing = CarrierStanding(kept: 8, of: 30, usualShift: 2, safeShift: 4)
    let outlook = try outlook(alarm: false, carrier: standing)
    let carrier = DeliveryWindow(day: try #require(CivilDate("2026-11-25")))
    let english = try rows("en") {
      $0.outlook = outlook
      $0.estimates = [
        Estimate(window: carrier, source: .carrier, at: Self.now),
        Estimate(window: outlook.told, source: .foresight, at: Self.now),
      ]
    }
    #expect(english.contains { $0.hasPrefix("Estimate, ours:") && $0.contains("do not hold on this lane") })
    #expect(english.contains { $0.hasPrefix("Estimate, carrier:") && $0.contains("not shown") })
    #expect(english.contains { $0.contains("DHL kept 8 of 30 dates on this lane.") })
  }

  @Test("Too little known is said")
  func unknown() throws {
    #expect(try rows("en") { $0.outlook = nil }.contains("Counts: Too few parcels are known; the rules judge alone."))
  }
}
