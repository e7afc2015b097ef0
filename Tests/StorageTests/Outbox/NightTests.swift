import Foundation
import Testing
import Tracking

@testable import Storage

@Suite("Nobody is woken") struct NightTests {
  private let zone = TimeZones.zone(country: "DE")

  private func day(_ number: Int) throws -> CivilDate {
    try #require(CivilDate(year: 2026, month: 11, day: number))
  }

  private func at(_ number: Int, _ hour: Int, _ minute: Int = 0) throws -> Timestamp {
    TimeZones.moment(try #require(CivilTime(try day(number), hour: hour, minute: minute)), in: zone)
  }

  private func earliest(
    _ wanted: Timestamp, isBad: Bool, told: Announcement? = nil, promise: CivilDate? = nil
  ) -> Timestamp {
    var parcel = shipment("A1")
    parcel.announced = told
    parcel.promise = promise
    let news = News(kind: .estimateRevised, shipment: parcel.id, episode: "x", at: wanted, isBad: isBad)
    return Night(hours: .usual, zone: zone).earliest(wanted, for: news, of: parcel)
  }

  @Test("By day a message goes at once, at night in the morning, bad news too")
  func morning() throws {
    #expect(earliest(try at(24, 20), isBad: false) == (try at(24, 20)))
    #expect(earliest(try at(24, 23), isBad: false) == (try at(25, 7)))
    #expect(earliest(try at(24, 23), isBad: true) == (try at(25, 7)))
    #expect(earliest(try at(25, 3), isBad: true, promise: try day(25)) == (try at(25, 7)))
  }

  @Test("In the evening, who waits for today's parcel is told at once that it does not come, until late")
  func evening() throws {
    let told = Announcement(day: try day(24), step: .today, isTakenBack: true)
    #expect(earliest(try at(24, 21, 30), isBad: true, told: told) == (try at(24, 21, 30)))
    #expect(earliest(try at(24, 21, 30), isBad: true, promise: try day(24)) == (try at(24, 21, 30)))
    #expect(earliest(try at(24, 21, 30), isBad: false, told: told) == (try at(25, 7)))
    #expect(earliest(try at(24, 22, 30), isBad: true, told: told) == (try at(25, 7)))
    let late = Announcement(day: try day(24), step: .window, fromMinute: 1260, toMinute: 1350)
    #expect(earliest(try at(24, 22, 30), isBad: true, told: late) == (try at(24, 22, 30)))
  }

  @Test("Hours that begin with the morning are called off an hour before they begin, not when they have begun")
  func early() throws {
    let told = Announcement(day: try day(25), step: .window, fromMinute: 7 * 60, toMinute: 8 * 60)
    #expect(earliest(try at(25, 4), isBad: true, told: told) == (try at(25, 6)))
    #expect(earliest(try at(25, 6, 30), isBad: true, told: told) == (try at(25, 6, 30)))
  }

  @Test("The hours are the shop's, the clock is that of the parcel's destination; only the newest is told after")
  func shops() async throws {
    let outbox = try await Outbox.inMemory()
    var quiet = shop()
    quiet.quietHours = QuietHours("20:00-08:00")
    try await outbox.fixture.shops.save(quiet, at: start)
    var parcel = shipment("A1")
    parcel.destination.country = "FI"
    _ = try await outbox.fixture.shipments.add([parcel], at: start)
    try await outbox.endpoint()
    try await outbox.subscribe()
    // 20:30 in Helsinki.
    let evening = Timestamp(seconds: 1_795_338_000 + 9 * 3600 + 1800)
    try await outbox.tell(.shipmentInTransit, at: evening)
    try await outbox.expand(at: evening)
    try await outbox.tell(.deliveryTomorrow, at: evening.adding(seconds: 60))
    try await outbox.expand(at: evening.adding(seconds: 60))
    #expect(try await outbox.claimMails(at: evening.adding(hours: 11)).isEmpty)
    #expect(try await outbox.claimMails(at: evening.adding(hours: 12)).map(\.kind) == [.deliveryTomorrow])
    #expect(try await outbox.claimEndpoints(at: evening).first?.events.count == 2)
  }
}
