import Foundation
import Tracking

/// One hub, region, lane or carrier under watch: a running comparison of "moves as usual" with "moves at a third".
///
/// Page's cumulative sum of log-likelihood ratios of Poisson counts: it grows where parcels stay, falls to zero where
/// they move, and remembers when it last was zero, which is where trouble began.
struct WatchedUnit: Hashable, Sendable {
  let carrier: String
  let extent: NetworkIncident.Extent
  let place: String
  /// The hour in which it was first seen.
  let firstHour: Int

  /// What was and what should have been, fading over four weeks: a unit that is always slow is no news.
  private(set) var moved = 0.0
  private(set) var usual = 0.0
  /// Mean square of the surprise, at least 1: lorries bring parcels in batches, and batches are no incident.
  private(set) var spread = 1.0
  private(set) var trouble = 0.0
  private(set) var recovery = 0.0
  private(set) var troubleSince = 0
  private(set) var observedSince = 0.0
  private(set) var expectedSince = 0.0
  private(set) var lastHour = 0
  var incident: NetworkIncident?

  init(carrier: String, extent: NetworkIncident.Extent, place: String, firstHour: Int) {
    self.firstHour = firstHour
    self.carrier = carrier
    self.extent = extent
    self.place = place
  }

  /// The share of the usual moves that trouble leaves.
  private static let rest = 0.35
  private static let decay = exp(-1.0 / (24 * 28))
  private static let trust = 20.0
  /// Expected moves, and hours, from which on a unit is known well enough to be watched.
  private static let known = 20.0
  private static let warmup = 24 * 21
  /// Evidence that ends an incident: odds of e⁴ for the usual.
  private static let recovered = 4.0

  var isKnown: Bool { usual >= Self.known && lastHour - firstHour >= Self.warmup }
  var factor: Double { (moved + Self.trust) / (usual + Self.trust) }

  /// One hour: `observed` parcels moved on, `expected` by the carrier's usual rates.
  mutating func pass(hour: Int, observed: Double, expected: Double) {
    lastHour = hour
    let adapted = expected * factor
    if isKnown { judge(hour: hour, observed: observed, expected: adapted) }
    // What happens in trouble is not what is usual.
    guard incident == nil else { return }
    moved = moved * Self.decay + observed
    usual = usual * Self.decay + expected
    if adapted > 0.2 {
      let surprise = (observed - adapted) * (observed - adapted) / adapted
      spread += 0.01 * (min(surprise, 25) - spread)
    }
  }

  private mutating func judge(hour: Int, observed: Double, expected: Double) {
    let evidence = (expected * (1 - Self.rest) + observed * log(Self.rest)) / max(spread, 1)
    if incident == nil {
      if trouble == 0 {
        troubleSince = hour
        observedSince = 0
        expectedSince = 0
      }
      trouble = max(trouble + evidence, 0)
    } else {
      recovery = max(recovery - evidence, 0)
    }
    observedSince += observed
    expectedSince += expected
  }

  mutating func begin(at hour: Int) {
    incident = NetworkIncident(
      carrier: carrier, extent: extent, place: place, start: Timestamp(seconds: Int64(troubleSince) * 3600),
      seen: Timestamp(seconds: Int64(hour + 1) * 3600), observed: observedSince, expected: expectedSince)
    recovery = 0
  }

  /// The incident, where it is over by now.
  mutating func endIfRecovered(at hour: Int) -> NetworkIncident? {
    guard var ended = incident, recovery >= Self.recovered || hour - lastHour > 48 else { return nil }
    ended.end = Timestamp(seconds: Int64(hour + 1) * 3600)
    ended.observed = observedSince
    ended.expected = expectedSince
    incident = nil
    trouble = 0
    recovery = 0
    return ended
  }
}

extension WatchedUnit {
  func encode(_ writer: inout StateWriter) {
    writer.write(carrier)
    writer.write(extent.rawValue)
    writer.write(place)
    writer.write(Int64(firstHour))
    for value in [moved, usual, spread, trouble, recovery, observedSince, expectedSince] { writer.write(value) }
    writer.write(Int64(troubleSince))
    writer.write(Int64(lastHour))
    writer.write(incident) { writer, incident in
      writer.write(incident.start.milliseconds)
      writer.write(incident.seen.milliseconds)
      writer.write(incident.observed)
      writer.write(incident.expected)
    }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    let carrier = try reader.string()
    guard let extent = NetworkIncident.Extent(rawValue: try reader.string()) else { throw .damaged }
    let place = try reader.string()
    let firstHour = Int(try reader.integer(Int64.self))
    self.init(carrier: carrier, extent: extent, place: place, firstHour: firstHour)
    moved = try reader.double()
    usual = try reader.double()
    spread = try reader.double()
    trouble = try reader.double()
    recovery = try reader.double()
    observedSince = try reader.double()
    expectedSince = try reader.double()
    troubleSince = Int(try reader.integer(Int64.self))
    lastHour = Int(try reader.integer(Int64.self))
    guard try reader.bool() else { return }
    incident = NetworkIncident(
      carrier: carrier, extent: extent, place: place,
      start: Timestamp(milliseconds: try reader.integer(Int64.self)),
      seen: Timestamp(milliseconds: try reader.integer(Int64.self)), observed: try reader.double(),
      expected: try reader.double())
  }
}
