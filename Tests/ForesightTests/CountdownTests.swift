import Testing
import Tracking

@testable import Foresight

/// The clock of Berlin in winter.
private func at(_ day: Int, _ hour: Int, _ minute: Int = 0) -> Timestamp {
  Timestamp(seconds: 1_793_491_200 + Int64(day - 1) * 86_400 + Int64(hour - 1) * 3600 + Int64(minute) * 60)
}

private func november(_ day: Int) throws -> CivilDate {
  try #require(CivilDate(year: 2026, month: 11, day: day))
}

private func window(_ day: Int, _ hours: ClosedRange<Int>? = nil) throws -> DeliveryWindow {
  DeliveryWindow(
    from: try november(day), fromMinute: hours.map { $0.lowerBound * 60 }, to: try november(day),
    toMinute: hours.map { $0.upperBound * 60 })
}

/// A parcel on its way to Germany, expected by its carrier.
private func parcel(_ window: DeliveryWindow?, state: ShipmentState = .inTransit, since: Timestamp = at(23, 9))
  -> Shipment
{
  var shipment = Shipment(
    id: "s", shop: "shop", carrier: "dhl", number: "1", destination: Destination(country: "DE"), createdAt: at(20, 9))
  shipment.status = Status(state)
  shipment.stateSince = since
  shipment.estimates = window.map { [Estimate(window: $0, source: .carrier, at: at(22, 9))] } ?? []
  return shipment
}

/// Lets the assessment run whenever it wants to until `end`; says what it told and when.
private func run(_ start: Shipment, from: Timestamp, until end: Timestamp) -> (told: [News], shipment: Shipment) {
  var (shipment, told, now) = (start, [News](), from)
  for _ in 0..<50 {
    let change = Foresight.assess(shipment, at: now)
    told += change.news
    shipment = change.shipment
    guard let next = shipment.nextAssessAt, next > now, next <= end else { break }
    now = next
  }
  return (told, shipment)
}

@Suite("Counting down to the day of delivery") struct CountdownTests {
  @Test("One more day is told the afternoon before, today in the morning, each once and without a new scan")
  func steps() throws {
    let told = run(parcel(try window(25)), from: at(23, 10), until: at(25, 19)).told
    #expect(told.map(\.kind) == [.deliveryTomorrow, .deliveryToday])
    #expect(told.map(\.at) == [at(24, 16), at(25, 7)])
    #expect(told.map(\.episode) == ["tomorrow/2026-11-25", "today/2026-11-25"])
    #expect(told.allSatisfy { !$0.isBad })
  }

  @Test("Hours are told with the day, and only where they say more than the day")
  func hours() throws {
    let near = run(parcel(try window(25, 14...16)), from: at(25, 9), until: at(25, 12))
    #expect(near.told.map(\.kind) == [.deliveryToday, .deliveryWindow])
    #expect(
      near.shipment.announced == Announcement(day: try november(25), step: .window, fromMinute: 840, toMinute: 960))
    let wide = run(parcel(try window(25, 8...20)), from: at(25, 9), until: at(25, 12))
    #expect(wide.told.map(\.kind) == [.deliveryToday])
  }

  @Test("Hours that become known during the day are told then")
  func hoursLater() throws {
    var shipment = run(parcel(try window(25)), from: at(25, 8), until: at(25, 9)).shipment
    shipment.estimates = [Estimate(window: try window(25, 14...16), source: .carrier, at: at(25, 10))]
    #expect(run(shipment, from: at(25, 10), until: at(25, 11)).told.map(\.kind) == [.deliveryWindow])
  }

  @Test("A van that leaves says today, whatever was expected before", arguments: [nil, 26])
  func van(day: Int?) throws {
    let shipment = parcel(try day.map { try window($0) }, state: .outForDelivery, since: at(25, 8))
    #expect(run(shipment, from: at(25, 9), until: at(25, 10)).told.map(\.kind) == [.deliveryToday])
  }

  @Test("Nothing is told at night, of several days, or of a day that has passed")
  func silent() throws {
    #expect(Foresight.assess(parcel(try window(25)), at: at(24, 22)).news.isEmpty)
    #expect(Foresight.assess(parcel(try window(25)), at: at(25, 5)).news.isEmpty)
    let range = DeliveryWindow(from: try november(25), to: try november(27))
    #expect(run(parcel(range), from: at(24, 9), until: at(26, 12)).told.isEmpty)
    #expect(run(parcel(try window(22)), from: at(23, 9), until: at(25, 12)).told.isEmpty)
  }

  @Test(
    "A parcel that has arrived, waits or goes back is not counted down",
    arguments: [ShipmentState.delivered, .readyForPickup, .returning, .returned, .cancelled, .expired, .exception])
  func others(state: ShipmentState) throws {
    #expect(run(parcel(try window(25), state: state), from: at(24, 9), until: at(25, 19)).told.isEmpty)
  }

  @Test("A day that was told and passes without the parcel is taken back in the evening, once")
  func dayOver() throws {
    let told = run(parcel(try window(25)), from: at(25, 9), until: at(26, 12)).told
    #expect(told.map(\.kind) == [.deliveryToday, .estimateRevised])
    #expect(told.last?.at == at(25, 20))
    #expect(told.last?.isBad == true)
  }

  @Test("A van that does not come is taken back at midnight")
  func vanOver() throws {
    let shipment = parcel(nil, state: .outForDelivery, since: at(25, 8))
    let told = run(shipment, from: at(25, 9), until: at(26, 1)).told
    #expect(told.map(\.kind) == [.deliveryToday, .estimateRevised])
    #expect(told.last?.at == at(26, 0))
  }

  @Test("Hours that passed while the van is out are taken back after an hour, the day is not")
  func hoursOver() throws {
    let shipment = parcel(try window(25, 10...12), state: .outForDelivery, since: at(25, 8))
    let (told, after) = run(shipment, from: at(25, 9), until: at(25, 19))
    #expect(told.map(\.kind) == [.deliveryToday, .deliveryWindow, .estimateRevised])
    #expect(told.last?.at == at(25, 13))
    #expect(told.last?.isBad == false)
    #expect(after.announced?.isTakenBack == false)
  }

  @Test("A new day from the carrier takes the old one back with one piece of news, and is counted down again")
  func moved() throws {
    let before = run(parcel(try window(25)), from: at(24, 17), until: at(24, 17)).shipment
    let observation = Observation(number: "1", outcome: .tracked, estimate: try window(26))
    let change = Foresight.assess(before.applying(observation, at: at(24, 19)), at: at(24, 19))
    #expect(change.news.map(\.kind) == [.estimateRevised])
    #expect(change.news.first?.isBad == true)
    let told = run(change.shipment, from: at(24, 20), until: at(26, 12)).told
    #expect(told.map(\.kind) == [.deliveryTomorrow, .deliveryToday])
    #expect(told.map(\.at) == [at(25, 16), at(26, 7)])
  }

  @Test("A carrier that wavers is believed each time, and each time the day that was told is taken back")
  func wavering() throws {
    var shipment = run(parcel(try window(25)), from: at(24, 17), until: at(24, 17)).shipment
    var told: [News] = []
    for (hour, day) in [(18, 26), (19, 25), (20, 26)] {
      let observation = Observation(number: "1", outcome: .tracked, estimate: try window(day))
      let change = Foresight.assess(shipment.applying(observation, at: at(24, hour)), at: at(24, hour))
      told += change.news.filter { $0.kind == .estimateRevised }
      shipment = change.shipment
    }
    #expect(told.map(\.isBad) == [true, false, true])
    #expect(Set(told.map(\.episode)).count == 3)
  }

  @Test("A day nobody was told of is not taken back")
  func untold() throws {
    let before = run(parcel(try window(26)), from: at(23, 10), until: at(24, 12)).shipment
    #expect(before.announced == nil)
    var after = before
    after.estimates = []
    #expect(run(after, from: at(24, 13), until: at(25, 12)).told.isEmpty)
  }

  @Test("A failed attempt says for itself that today is over; the next try is counted down")
  func attempt() throws {
    var shipment = run(parcel(try window(25)), from: at(25, 9), until: at(25, 9)).shipment
    shipment.status = Status(.attemptFailed)
    shipment.stateSince = at(25, 14)
    shipment.estimates = [Estimate(window: try window(26), source: .carrier, at: at(25, 14))]
    let told = run(shipment, from: at(25, 14), until: at(26, 9)).told
    #expect(told.map(\.kind) == [.deliveryTomorrow, .deliveryToday])
  }

  @Test("A parcel that stands still is not counted down by what was expected before")
  func stalled() throws {
    var shipment = parcel(try window(25))
    shipment.delay = Delay(level: .stalled)
    #expect(Countdown(shipment, at: at(25, 9)).moments(for: shipment).isEmpty)
  }

  @Test("A parcel that had long been silent when it came to us says nothing of it, but stands as stalled")
  func oldSilence() throws {
    var shipment = parcel(nil)
    let civil = try #require(CivilTime(try november(10), hour: 8, minute: 0))
    let time = CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .minute, raw: "")
    shipment.checkpoints = [Checkpoint(time: time, meaning: .status(Status(.inTransit)), code: "T")]
    let change = Foresight.assess(shipment, at: at(20, 10))
    #expect(change.shipment.delay.level == .stalled)
    #expect(change.news.isEmpty)
  }

  @Test("A cause that the carrier reported keeps the promise in danger when nothing new comes")
  func keptCause() throws {
    var shipment = parcel(nil)
    shipment.promise = try november(27)
    let civil = try #require(CivilTime(try november(23), hour: 8, minute: 0))
    let time = CarrierTime(civil: civil, offset: 3600, zone: .stated, precision: .minute, raw: "")
    shipment.checkpoints = [
      Checkpoint(time: time, meaning: .delayed(.weather), code: "W"),
      Checkpoint(time: time, meaning: .status(Status(.inTransit)), code: "T"),
    ]
    #expect(Foresight.assess(shipment, at: at(23, 10)).shipment.delay.level == .atRisk)
  }
}
