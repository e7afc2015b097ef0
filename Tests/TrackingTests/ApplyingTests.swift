import Testing
import Tracking

@Suite("An answer meets what we know")
struct ApplyingTests {
  @Test("The newest event that moves the state decides it")
  func newestDecides() {
    let change = parcel().applying(
      answer(event(20, 9, .announced), event(20, 18, .inTransit, .pickedUp), event(21, 7, .outForDelivery)),
      at: noon(21))
    #expect(change.shipment.status.state == .outForDelivery)
    #expect(change.shipment.checkpoints.first?.code == "out_for_delivery")
    #expect(change.added.count == 3)
    #expect(change.shipment.version == 2)
  }

  @Test("An unmapped code keeps the state, is stored raw and reported")
  func unmapped() {
    let change = parcel().applying(
      answer(event(20, 18, .inTransit), event(21, 7, "XYZ-9", .unrecognized)), at: noon(21))
    #expect(change.shipment.status.state == .inTransit)
    #expect(change.unrecognized == ["XYZ-9"])
    #expect(change.shipment.checkpoints.first?.code == "XYZ-9")
    #expect(change.reasons.contains { $0.contains("XYZ-9") })
  }

  @Test("Informational events never move the state")
  func informational() {
    let change = parcel().applying(
      answer(event(21, 7, .outForDelivery), event(21, 8, "WISH", .information)), at: noon(21))
    #expect(change.shipment.status.state == .outForDelivery)
  }

  @Test("A revoking event takes back the one before it, and only that")
  func revoking() {
    let change = parcel().applying(
      answer(event(20, 18, .inTransit), event(21, 7, .delivered), event(21, 8, "STORN", .revokesPrevious)),
      at: noon(21))
    #expect(change.shipment.status.state == .inTransit)
    let twice = parcel().applying(
      answer(
        event(20, 18, .inTransit), event(21, 7, .outForDelivery), event(21, 9, "WISH", .information),
        event(21, 10, .delivered), event(21, 11, "STORN", .revokesPrevious),
        event(21, 12, "STORN2", .revokesPrevious)),
      at: noon(21))
    #expect(twice.shipment.status.state == .outForDelivery)
  }

  @Test(
    "A terminal state stays, except for the ways back that the rules name",
    arguments: [
      (Status(.delivered), Status(.inTransit), ShipmentState.delivered),
      (Status(.delivered), Status(.returning), .returning),
      (Status(.delivered), Status(.attemptFailed), .delivered),
      (Status(.returned), Status(.inTransit), .returned),
      (Status(.cancelled), Status(.inTransit), .cancelled),
      (Status(.exception, .lost), Status(.inTransit), .inTransit),
      (Status(.exception, .disposed), Status(.inTransit), .exception),
      (Status(.exception, .damaged), Status(.inTransit), .inTransit),
    ])
  func terminal(first: Status, then: Status, expected: ShipmentState) {
    let change = parcel().applying(
      answer(event(20, 18, "A", .status(first)), event(21, 7, "B", .status(then))), at: noon(21))
    #expect(change.shipment.status.state == expected)
  }

  @Test("What silence made expired is reopened by a scan that says something, and by nothing else")
  func reopened() {
    let told = answer(event(20, 9, .announced), event(20, 18, .inTransit))
    var silent = parcel().applying(told, at: noon(20, hour: 20)).shipment
    silent.status = Status(.expired, .silent)
    silent.stateSince = noon(28)
    #expect(silent.applying(told, at: noon(29)).shipment.status.state == .expired)
    let noticed = answer(event(20, 9, .announced), event(20, 18, .inTransit), event(29, 8, "WISH", .information))
    #expect(silent.applying(noticed, at: noon(29)).shipment.status.state == .expired)
    let scanned = silent.applying(
      answer(event(20, 9, .announced), event(20, 18, .inTransit), event(29, 8, .outForDelivery)), at: noon(29))
    #expect(scanned.shipment.status.state == .outForDelivery)
    #expect(scanned.news.map(\.kind) == [.shipmentOutForDelivery])
  }

  @Test("One event is one code at one time in one place; another of the three is another event")
  func identity() {
    var hannover = event(20, 18, .inTransit)
    hannover.place = Place(city: "Hannover")
    var kassel = hannover
    kassel.place = Place(city: "Kassel")
    let later = event(20, 19, .inTransit)
    let known = parcel().applying(answer(hannover, hannover, kassel, later), at: noon(21)).shipment
    #expect(known.checkpoints.map(\.place.city) == [nil, "Kassel", "Hannover"])
    #expect(known.applying(answer(hannover, kassel, later), at: noon(22)).added.isEmpty)
  }

  @Test("Delivered with a return flag is returned; moving with one is returning")
  func returns() {
    let back = parcel().applying(answer(event(20, 18, .inTransit), isReturn: true), at: noon(21))
    #expect(back.shipment.status.state == .returning)
    let home = back.shipment.applying(
      answer(event(20, 18, .inTransit), event(21, 9, .delivered), isReturn: true), at: noon(21))
    #expect(home.shipment.status.state == .returned)
  }

  @Test("A delay the carrier reports keeps the state and stands on the delay axis")
  func reportedDelay() {
    let late = parcel().applying(
      answer(event(20, 18, .inTransit), event(21, 7, "D", .delayed(.weather))), at: noon(21))
    #expect(late.shipment.status.state == .inTransit)
    #expect(late.shipment.carrierDelay == .weather)
    let moved = late.shipment.applying(
      answer(event(20, 18, .inTransit), event(21, 7, "D", .delayed(.weather)), event(22, 7, .outForDelivery)),
      at: noon(22))
    #expect(moved.shipment.carrierDelay == nil)
  }

  @Test(
    "Every outcome but tracked keeps the state and plans another look",
    arguments: [
      Outcome.notFound, .notYetKnown, .postcodeRequired, .unavailable("timeout"), .unreadable("HTML"),
    ])
  func failures(outcome: Outcome) {
    let known = parcel().applying(answer(event(20, 18, .inTransit)), at: noon(21)).shipment
    let change = known.applying(Observation(number: known.number, outcome: outcome), at: noon(22))
    #expect(change.shipment.status == known.status)
    #expect(change.shipment.checkpoints == known.checkpoints)
    #expect(change.shipment.failures == 1)
    #expect(change.shipment.version == known.version)
    #expect((change.shipment.nextPollAt ?? noon(1)) > noon(22))
    #expect(change.news.isEmpty)
  }

  @Test(
    "What concerns the account only leaves the shipment as it was, its own failures included",
    arguments: [Outcome.rateLimited(until: nil), .rateLimited(until: noon(23)), .badCredentials])
  func account(outcome: Outcome) {
    let unreachable = Observation(number: parcel().number, outcome: .unavailable("timeout"))
    let once = parcel().applying(unreachable, at: noon(21)).shipment
    let known = once.applying(unreachable, at: noon(22)).shipment
    #expect(known.failures == 2)
    let change = known.applying(Observation(number: known.number, outcome: outcome), at: noon(22))
    var expected = known
    expected.nextPollAt = change.shipment.nextPollAt
    #expect(change.shipment == expected)
    #expect((change.shipment.nextPollAt ?? noon(1)) > noon(22))
    #expect(change.news.isEmpty)
  }

  @Test("Failures of one kind add up; a number that could not be looked up for long is not given up when refused once")
  func kinds() {
    var known = parcel()
    func take(_ outcome: Outcome) {
      known = known.applying(Observation(number: known.number, outcome: outcome), at: noon(21)).shipment
    }
    for _ in 0..<4 { take(.unavailable("timeout")) }
    take(.unreadable("HTML"))
    #expect(known.failures == 5)
    take(.badNumber)
    #expect(known.failures == 1)
    #expect(known.nextPollAt != nil)
    take(.rateLimited(until: nil))
    take(.badNumber)
    take(.badNumber)
    #expect(known.failures == 3)
    #expect(known.nextPollAt == nil)
  }

  @Test("The same answer twice changes nothing a customer sees and tells nothing twice")
  func idempotent() {
    let answer = answer(event(20, 9, .announced), event(20, 18, .inTransit))
    let once = parcel().applying(answer, at: noon(20, hour: 20)).shipment
    let twice = once.applying(answer, at: noon(21))
    #expect(twice.shipment.version == once.version)
    #expect(twice.added.isEmpty)
    #expect(twice.news.isEmpty)
  }

  @Test("Each new state is news once, in order; the first answer tells only where it ends")
  func news() {
    let first = parcel().applying(
      answer(event(20, 9, .announced), event(20, 18, .inTransit)), at: noon(20, hour: 20))
    #expect(first.news.map(\.kind) == [.shipmentInTransit])
    let next = first.shipment.applying(
      answer(
        event(20, 9, .announced), event(20, 18, .inTransit), event(21, 7, .outForDelivery),
        event(21, 11, .delivered, .neighbor)),
      at: noon(21))
    #expect(next.news.map(\.kind) == [.shipmentOutForDelivery, .shipmentDelivered])
    #expect(Set(next.news.map(\.episode)).count == 2)
  }

  @Test("A shipment imported long after its delivery is silent")
  func silentImport() {
    let change = parcel().applying(answer(event(1, 9, .inTransit), event(3, 9, .delivered)), at: noon(20))
    #expect(change.shipment.status.state == .delivered)
    #expect(change.news.isEmpty)
  }

  @Test("A second failed attempt on another day is news again, the same one is not")
  func secondAttempt() {
    let first = parcel().applying(answer(event(20, 15, .attemptFailed)), at: noon(20, hour: 16))
    let again = first.shipment.applying(
      answer(event(20, 15, .attemptFailed), event(21, 15, "again", .status(Status(.attemptFailed)))),
      at: noon(21, hour: 16))
    #expect(again.news.map(\.kind) == [.shipmentAttemptFailed])
  }

  @Test("Checkpoints that the carrier no longer lists are kept in their place")
  func purged() {
    let known = parcel().applying(
      answer(event(20, 9, .announced), event(20, 18, .inTransit), event(21, 7, .outForDelivery)), at: noon(21)
    ).shipment
    let change = known.applying(answer(event(20, 18, .inTransit), event(21, 12, .delivered)), at: noon(21, hour: 14))
    #expect(
      change.shipment.checkpoints.map(\.code) == ["delivered", "out_for_delivery", "in_transit", "announced"])
  }

  @Test("Events of an earlier use of the number are left out")
  func generations() {
    let old = Checkpoint(
      time: CivilDate(year: 2026, month: 5, day: 1).flatMap { CivilTime($0, hour: 9, minute: 0) }.map {
        CarrierTime(civil: $0, offset: 3600, zone: .stated, precision: .minute, raw: "old")
      }, meaning: .status(Status(.delivered)), code: "old")
    let change = parcel().applying(answer(old, event(20, 18, .inTransit)), at: noon(21))
    #expect(change.shipment.status.state == .inTransit)
    #expect(change.shipment.checkpoints.count == 1)
  }

  @Test("A header newer than the events adds to them; one that repeats them does not")
  func header() {
    var told = answer(event(20, 18, .inTransit))
    told.header = event(21, 9, .delivered)
    #expect(parcel().applying(told, at: noon(21)).shipment.status.state == .delivered)
    told.header = event(21, 9, .inTransit)
    #expect(parcel().applying(told, at: noon(21)).shipment.checkpoints.count == 1)
    told.checkpoints = []
    #expect(parcel().applying(told, at: noon(21)).shipment.status.state == .inTransit)
  }

  @Test("Where no event says a state, the header does, also without a time")
  func headerOverSilentEvents() {
    var told = answer(event(20, 18, "?", .unrecognized), event(21, 8, "WISH", .information))
    told.header = Checkpoint(time: nil, meaning: .status(Status(.outForDelivery)), code: "INDELIVERY")
    #expect(parcel().applying(told, at: noon(21)).shipment.status.state == .outForDelivery)
    told.header = Checkpoint(time: nil, meaning: .unrecognized, code: "NEW")
    #expect(parcel().applying(told, at: noon(21)).shipment.checkpoints.count == 2)
    told.checkpoints.append(event(20, 9, .inTransit))
    told.header = Checkpoint(time: nil, meaning: .status(Status(.delivered)), code: "OLD")
    #expect(parcel().applying(told, at: noon(21)).shipment.status.state == .inTransit)
  }

  @Test("The carrier's estimate is kept apart, and replaced by its next one")
  func estimates() throws {
    let tuesday = try #require(CivilDate(year: 2026, month: 11, day: 24))
    var told = answer(event(20, 18, .inTransit))
    told.estimate = DeliveryWindow(day: tuesday)
    let first = parcel().applying(told, at: noon(20, hour: 20))
    #expect(first.shipment.estimate(.carrier)?.window.to == tuesday)
    told.estimate = DeliveryWindow(day: tuesday.adding(days: 2))
    let moved = first.shipment.applying(told, at: noon(21))
    #expect(moved.shipment.estimates.map(\.window.to) == [tuesday.adding(days: 2)])
  }
}
