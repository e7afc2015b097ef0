import CarrierKit
import Polling
import Testing
import Tracking

@testable import Storage
@testable import tidings

@Suite("What status says") struct StatusTests {
  private let now = InProcess.start

  private func account(perDay: Int?, _ mix: [ShipmentState: Int], batch: Int = 1) -> AccountStatus {
    AccountStatus(
      name: "dhl-main", limits: AccountLimits(perDay: perDay, batch: batch), used: 17, state: AccountState(), mix: mix)
  }

  @Test("A quota suffices for as many shipments as the plan lets it poll")
  func sustained() {
    // In transit means a poll every two hours: 12 a day.
    #expect(account(perDay: 240, [.inTransit: 5]).sustains == 20)
    #expect(account(perDay: 240, [.inTransit: 5], batch: 10).sustains == 200)
    #expect(account(perDay: nil, [.inTransit: 5]).sustains == nil)
    #expect(account(perDay: 240, [.inTransit: 21]).isShort)
    #expect(!account(perDay: 240, [.inTransit: 20]).isShort)
  }

  @Test("An account without shipments is judged by an ordinary day")
  func ordinary() throws {
    let sustains = try #require(account(perDay: 250, [:]).sustains)
    #expect((10...60).contains(sustains))
  }

  @Test("The sheet names figures and no shipment")
  func sheet() {
    var overview = Overview()
    overview.shipments = 6
    overview.states = [.inTransit: 5, .delivered: 1]
    overview.delays = [.late: 2]
    overview.polls = ["dhl": .init(polled: 5, due: 3, oldest: now.adding(seconds: -600))]
    let code = UnrecognizedCode(
      carrier: "dhl", code: "ZZ\u{1B}[31m", count: 4, firstSeen: now, lastSeen: now, sample: "to Erika Mustermann")
    let text = StatusSheet(
      overview: overview, accounts: [account(perDay: 24, [.inTransit: 5])], codes: [code], now: now
    ).text
    #expect(text.contains("  in_transit          5\n"))
    #expect(text.contains("  late                2\n"))
    #expect(text.contains("  dhl                 3 of 5, the oldest for 10 min\n"))
    #expect(text.contains("17 requests today of 24"))
    #expect(text.contains("5 shipments, 12.0 polls each a day: suffices for 2, too few"))
    #expect(text.contains("dhl ZZ?[31m"))
    #expect(!text.contains("Mustermann"))
  }
}

@Suite("What a trial of an account says") struct AccountTrialTests {
  @Test(
    "Whatever shows that the login worked is well; a refusal and silence are not",
    arguments: [
      (.tracked, true), (.notFound, true), (.badNumber, true), (.rateLimited(until: nil), true),
      (.badCredentials, false), (.unavailable("timed out"), false), (nil, false),
    ] as [(Outcome?, Bool)])
  func findings(_ outcome: Outcome?, _ isWell: Bool) throws {
    let api = try #require(InProcess.catalog["dhl"]?.api("unified"))
    #expect(AccountTrial.finding(outcome, api: api).isWell == isWell)
  }

  @Test("No secret is told, the longer one first")
  func secrets() {
    let words = AccountTrial.without(["a": "key", "b": "key-long", "c": ""], "GET /?k=key-long&x=key failed")
    #expect(words == "GET /?k=…&x=… failed")
  }
}
