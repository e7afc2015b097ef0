import Storage
import Testing
import Tracking

@Suite("Incentives") struct IncentiveTests {
  static let rule = IncentiveRule(
    id: "late", kinds: [.delayLate], minBusinessDaysLate: 2, takesVoucher: true,
    texts: ["de": IncentiveText(title: "Das tut uns leid.", text: "10 € auf uns", worth: "10 €")])

  @Test("A pool of 1,000 vouchers under 64 concurrent claims gives exactly 1,000, each once")
  func pool() async throws {
    let outbox = try await Outbox.inMemory()
    try await outbox.incentives.save([Self.rule], shop: "fjordlicht")
    let codes = (0..<1000).map { "DANKE-\($0)" }
    #expect(try await outbox.incentives.addVouchers(codes + ["DANKE-1"], rule: "late", shop: "fjordlicht") == 1000)
    let given = try await withThrowingTaskGroup(of: [String].self) { group in
      for worker in 0..<64 {
        group.addTask {
          var mine: [String] = []
          for number in 0..<20 {
            let parcel = shipment("B\(worker)-\(number)", order: "order \(worker)-\(number)")
            let incentive = try await outbox.incentives.grant(Self.rule, to: parcel, for: .delayLate, at: start)
            if let code = incentive?.code { mine.append(code) }
          }
          return mine
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(given.count == 1000)
    #expect(Set(given) == Set(codes))
    #expect(try await outbox.incentives.vouchersLeft(rule: "late", shop: "fjordlicht") == 0)
  }

  @Test("An order gets one, whatever it has of shipments and news; page, event and mail tell the same code")
  func oncePerOrder() async throws {
    let outbox = try await Outbox.inMemory()
    let late = { (number: String) -> Shipment in
      var parcel = shipment(number, order: "4711")
      parcel.delay = Delay(
        level: .late, promise: CivilDate("2026-11-24"),
        expected: CivilDate("2026-11-26").map { DeliveryWindow(day: $0) }, businessDaysLate: 2)
      return parcel
    }
    _ = try await outbox.fixture.shipments.add([late("A1"), late("A2")], at: start)
    try await outbox.incentives.save([Self.rule], shop: "fjordlicht")
    try await outbox.incentives.addVouchers(["DANKE-1", "DANKE-2"], rule: "late", shop: "fjordlicht")
    try await outbox.endpoint()
    try await outbox.subscribe()
    try await outbox.tell(.delayLate, "A1", isBad: true)
    try await outbox.tell(.delayLate, "A2", isBad: true)
    _ = try await outbox.outbox.expand(at: start, limit: 10) { "\($0.incentive?.code ?? "none")" }
    let run = try #require(try await outbox.claimEndpoints().first)
    #expect(run.events.map(\.body) == ["DANKE-1", "none"])
    let page = try await outbox.incentives.incentive(for: late("A2"))
    #expect(page?.code == "DANKE-1")
    #expect(page?.text(in: "de-AT")?.worth == "10 €")
    let job = try #require(try await outbox.claimMails().first)
    if case .news(let told) = job.content { #expect(told.incentive == page) } else { Issue.record("no news") }
    #expect(try await outbox.incentives.vouchersLeft(rule: "late", shop: "fjordlicht") == 1)
  }

  /// Whether a parcel with this delay and order earns what `rule` gives.
  private func earns(
    _ rule: IncentiveRule, _ kind: News.Kind = .delayLate, daysLate: Int?, value: String? = nil
  ) async throws -> Bool {
    let outbox = try await Outbox.inMemory()
    var parcel = shipment("A1")
    parcel.delay = Delay(level: .late, businessDaysLate: daysLate)
    parcel.orderValue = value.flatMap { Money($0) }
    _ = try await outbox.fixture.shipments.add([parcel], at: start)
    try await outbox.incentives.save([rule], shop: "fjordlicht")
    try await outbox.incentives.addVouchers(["X"], rule: rule.id, shop: "fjordlicht")
    try await outbox.tell(kind, isBad: true)
    try await outbox.expand()
    return try await outbox.incentives.incentive(for: parcel) != nil
  }

  @Test(
    "A rule counts business days, and knows nothing of an open day", arguments: [(1, false), (2, true), (nil, false)])
  func days(late: Int?, isGiven: Bool) async throws {
    #expect(try await earns(Self.rule, daysLate: late) == isGiven)
  }

  @Test("A day that moves once more while the parcel is late still earns what its delay earns")
  func movedAgain() async throws {
    #expect(try await earns(Self.rule, .estimateRevised, daysLate: 3))
    #expect(try await !earns(Self.rule, .shipmentException, daysLate: 3))
  }

  @Test(
    "From which order value on, in its own currency; an order of unknown value earns nothing then",
    arguments: [("49.99 EUR", false), ("50 EUR", true), ("1000.00 EUR", true), ("1000 USD", false), (nil, false)])
  func value(text: String?, isGiven: Bool) async throws {
    var rule = Self.rule
    rule.minOrderValue = Money("50 EUR")
    #expect(try await earns(rule, daysLate: 2, value: text) == isGiven)
  }
}
