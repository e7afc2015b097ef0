import Testing
import Tracking

@testable import Foresight

private let monday = CivilDate(year: 2026, month: 3, day: 2) ?? CivilDate(dayNumber: 0)
private let lane = Lane(shop: "shop", carrier: "dhl", origin: "DE-2", destination: "DE-8", country: "DE", area: "DE-81")

/// A journal of `days` days: 20 parcels a day that take a day, every tenth five; promised for the third day.
func taughtJournal(days: Int, late: Int = 10) -> [JournalEntry] {
  var entries: [JournalEntry] = []
  func add(_ id: String?, _ lessons: Lesson...) {
    entries.append(
      JournalEntry(sequence: Int64(entries.count + 1), shipment: id.map { ShipmentID($0) }, lessons: lessons))
  }
  for offset in 0..<days {
    let day = monday.adding(days: offset)
    for number in 0..<20 {
      let scan = CivilTime(day, hour: 18, minute: 0)?.instant(offset: 3600)
      add(
        "\(offset)-\(number)",
        .handedOver(lane, on: day, promise: day.adding(days: 3), label: scan?.adding(hours: -20), scan: scan),
        .estimated(day.adding(days: 1), on: day))
      let born = offset - (number % late == 0 ? 5 : 1)
      if born >= 0 { add("\(born)-\(number)", .arrived(day)) }
    }
    add(nil, .closed(day))
  }
  return entries
}

private func shipment(_ id: String, promise: CivilDate?) -> Shipment {
  var shipment = Shipment(
    id: ShipmentID(id), shop: "shop", carrier: "dhl", number: "1", promise: promise,
    destination: Destination(country: "DE", postalCode: "81829"),
    createdAt: CivilTime.midnight(monday.adding(days: 28)).instant(offset: 0))
  shipment.status = Status(.inTransit, .arrivedHub)
  return shipment
}

@Suite("What was learned")
struct LearningTests {
  @Test(
    "A snapshot and the rest of the journal give the whole journal's state, to the bit", arguments: [0, 1, 97, 400])
  func fold(_ cut: Int) throws {
    let journal = taughtJournal(days: 20)
    var whole = Learning()
    for entry in journal { _ = whole.take(entry) }
    var part = Learning()
    for entry in journal.prefix(cut) { _ = part.take(entry) }
    var rest = try Learning(part.encoded())
    #expect(rest == part)
    for entry in journal.dropFirst(cut) { _ = rest.take(entry) }
    #expect(rest.encoded() == whole.encoded())
  }

  @Test("A day is ended once, and a parcel handed over once, however often the journal says it")
  func once() {
    var learning = Learning()
    for entry in taughtJournal(days: 8) { _ = learning.take(entry) }
    let before = learning.encoded()
    let last = monday.adding(days: 7)
    _ = learning.take(JournalEntry(sequence: 0, shipment: nil, lessons: [.closed(last)]))
    _ = learning.take(
      JournalEntry(
        sequence: 0, shipment: "7-1", lessons: [.handedOver(lane, on: last, promise: nil, label: nil, scan: nil)]))
    #expect(learning.encoded() == before)
  }

  @Test("A damaged state is refused")
  func damaged() {
    var state = Learning().encoded()
    state.rest.removeLast()
    #expect(throws: ForecasterStateError.self) { try Learning(state) }
  }

  @Test("A parcel that is open too long is alarmed before its promise passes, with the counts and one piece of news")
  func alarm() throws {
    var learning = Learning()
    for entry in taughtJournal(days: 40) { _ = learning.take(entry) }
    // Handed over two days before the last evening, promised for the day after it: nine of ten came the next day.
    let promise = monday.adding(days: 40)
    let slow = shipment("37-0", promise: promise)
    let now = CivilTime.midnight(monday.adding(days: 40)).instant(offset: 0).adding(hours: 3)
    let change = Foresight.assess(slow, learned: learning.learned(of: slow), at: now)
    let outlook = try #require(change.shipment.outlook)
    #expect(outlook.isAlarm && outlook.counts.open >= 20 && outlook.counts.later > outlook.counts.open / 2)
    #expect(change.shipment.delay.level == .atRisk)
    #expect(change.shipment.delay.expectedSource == .foresight)
    #expect(change.shipment.delay.confidence ?? 0 > 0.6)
    #expect(change.news.map(\.kind) == [.delayAtRisk])
    let again = Foresight.assess(change.shipment, learned: learning.learned(of: slow), at: now.adding(hours: 1))
    #expect(again.news.isEmpty && again.shipment.version == change.shipment.version)
    // The same parcel on the rules alone: nothing to say.
    #expect(Foresight.assess(slow, at: now).shipment.delay.level == .none)
  }

  @Test("A parcel like the others is not alarmed on the eve of its promise")
  func calm() throws {
    var learning = Learning()
    for entry in taughtJournal(days: 40) { _ = learning.take(entry) }
    let fresh = shipment("39-1", promise: monday.adding(days: 42))
    let now = CivilTime.midnight(monday.adding(days: 40)).instant(offset: 0).adding(hours: 3)
    let change = Foresight.assess(fresh, learned: learning.learned(of: fresh), at: now)
    #expect(change.shipment.delay.level == .none)
    #expect(change.shipment.estimate(.foresight) != nil)
  }

  @Test("Too little known leaves the judgment to the rules")
  func little() {
    var learning = Learning()
    for entry in taughtJournal(days: 2) { _ = learning.take(entry) }
    var few = learning.learned(of: shipment("1-1", promise: monday.adding(days: 4)))
    few.forecast?.evidence.open = 5
    let now = CivilTime.midnight(monday.adding(days: 2)).instant(offset: 0).adding(hours: 3)
    let change = Foresight.assess(shipment("1-1", promise: monday.adding(days: 4)), learned: few, at: now)
    #expect(change.shipment.outlook == nil && change.shipment.estimates.isEmpty)
  }

  @Test("A carrier whose dates do not hold on a lane is not shown first, and its date is moved where ours is unknown")
  func distrusted() throws {
    var learning = Learning()
    for entry in taughtJournal(days: 30, late: 1) { _ = learning.take(entry) }
    let standing = try #require(learning.dates.standing(lane))
    #expect(standing.isDistrusted && standing.usualShift == 4)
    var parcel = shipment("new", promise: nil)
    let day = monday.adding(days: 31)
    let now = CivilTime.midnight(day).instant(offset: 0)
    parcel.estimates = [Estimate(window: DeliveryWindow(day: day), source: .carrier, at: now)]
    let change = Foresight.assess(parcel, learned: Learned(carrier: standing), at: now)
    #expect(change.shipment.estimate(.foresight)?.window.from == day.adding(days: 4))
    #expect(change.shipment.estimate(.carrier)?.window.from == day)
  }

  @Test("The window that is shown and moves is news, whoever's it is; within ours only by two days or over the promise")
  func revised() throws {
    let day = monday.adding(days: 31)
    let now = CivilTime.midnight(day).instant(offset: 0)
    func news(_ old: Estimate, _ new: Estimate, promise: CivilDate? = nil) -> [News.Kind] {
      var before = shipment("s", promise: promise)
      before.estimates = [old]
      var change = Change(shipment: before, baseVersion: 1)
      change.shipment.estimates = [new]
      return Foresight.assess(change, at: now).news.map(\.kind).filter { $0 == .estimateRevised }
    }
    func estimate(_ source: EstimateSource, _ days: Int) -> Estimate {
      Estimate(window: DeliveryWindow(from: day, to: day.adding(days: days)), source: source, at: now)
    }
    #expect(news(estimate(.carrier, 1), estimate(.carrier, 2)) == [.estimateRevised])
    #expect(news(estimate(.foresight, 2), estimate(.foresight, 3)) == [])
    #expect(news(estimate(.foresight, 2), estimate(.foresight, 4)) == [.estimateRevised])
    #expect(news(estimate(.foresight, 2), estimate(.foresight, 3), promise: day.adding(days: 2)) == [.estimateRevised])
    #expect(news(estimate(.foresight, 3), estimate(.carrier, 2)) == [])
  }

  @Test("What is usual at a shop decides when a label without a scan is news")
  func handover() throws {
    var learning = Learning()
    for entry in taughtJournal(days: 20) { _ = learning.take(entry) }
    let usual = try #require(learning.handovers.usualHandover(shop: "shop", carrier: "dhl"))
    #expect(usual.hours == 24 && usual.parcels > 100)
    #expect(DelayRules().fitted(to: Learned(handover: usual)).limits.label == 24)
    #expect(learning.handovers.usualHandover(shop: "other", carrier: "dhl") == nil)
  }
}
