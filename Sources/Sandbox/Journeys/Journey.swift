import Tracking

/// One parcel's story as a pure value: the same start, seed and cities give the same scans for ever, so that a
/// carrier's times, once issued, never change.
public struct Journey: Hashable, Sendable {
  /// One scan.
  public struct Event: Hashable, Sendable {
    /// When the carrier scanned it; whole seconds.
    public let at: Timestamp
    /// What happened.
    public let fact: Fact
    /// Where.
    public let city: City
    /// What the carrier expects from this moment on, where this scan changes it.
    public let estimate: DeliveryWindow?
  }

  /// Which story.
  public let kind: JourneyKind
  /// Whose words and pickup places it uses.
  public let carrier: CarrierID
  /// When the label's data were sent.
  public let start: Timestamp
  /// Moves scans by minutes, and draws cities and names.
  public let seed: UInt64
  /// The sender's city.
  public let origin: City
  /// The recipient's city.
  public let destination: City
  /// Where the parcel waits, in journeys that end at a pickup point or locker.
  public let pickup: PickupPlace?
  /// Who took the parcel, as the carrier would write it.
  public let receiver: String
  /// The whole story, oldest first, the future included.
  public let events: [Event]

  /// Cities that are nil are drawn by the seed.
  public init(
    _ kind: JourneyKind, carrier: CarrierID, start: Timestamp, seed: UInt64 = 1, origin: City? = nil,
    destination: City? = nil
  ) {
    var random = SplitMix(seed: seed)
    let from = origin ?? random.pick(Array(City.all.prefix(14)), else: City("Hamburg", "22113"))
    let elsewhere = City.all.prefix(14).filter { $0 != from }
    let to = destination ?? random.pick(elsewhere, else: City("Köln", "50769"))
    let hub = random.pick(City.hubs, else: City("Kassel", "34123"))
    self.kind = kind
    self.carrier = carrier
    self.start = start
    self.seed = seed
    self.origin = from
    self.destination = to
    receiver = random.pick(Self.receivers(kind), else: "A. Berger")
    let script = kind.script
    let arrival = script.first { $0.fact == .broughtToPickupPoint || $0.fact == .placedInLocker }
    pickup = arrival.map { line in
      Self.pickupPlace(
        carrier: carrier, locker: line.fact == .placedInLocker, in: to,
        until: LocalClock(start.adding(seconds: Int64(line.hour * 3600))).civil.date.adding(days: 7), random: &random)
    }
    events = script.map { line in
      // Scans lie a little beside the script's minute; lines are an hour apart at least, so the order stays.
      let jitter = line.hour == 0 ? 0 : Int64.random(in: -600...600, using: &random)
      return Event(
        at: start.adding(seconds: Int64(line.hour * 3600) + jitter), fact: line.fact,
        city: Self.city(of: line.fact, from: from, hub: hub, to: to),
        estimate: line.estimate.map { Self.window($0, start: start) })
    }
  }

  /// The scans that have happened at `now`, oldest first.
  public func events(upTo now: Timestamp) -> [Event] {
    Array(events.prefix { $0.at <= now })
  }

  /// What the carrier expects at `now`; nil before the first estimate and after the end.
  public func estimate(at now: Timestamp) -> DeliveryWindow? {
    let past = events(upTo: now)
    switch past.last?.fact {
    case .handedOver, .sortedAtOrigin, .arrivedAtHub, .missedConnection, .arrivedAtDepot, .outForDelivery,
      .recipientAbsent:
      return past.last { $0.estimate != nil }?.estimate
    default: return nil
    }
  }

  /// Whether the parcel travels back to the sender at `now`.
  public func isReturn(at now: Timestamp) -> Bool {
    events(upTo: now).contains { $0.fact.turnsBack }
  }
}

extension Journey {
  private static func city(of fact: Fact, from: City, hub: City, to: City) -> City {
    switch fact {
    case .announced, .handedOver, .sortedAtOrigin, .returned: from
    case .arrivedAtHub, .missedConnection, .damaged, .lost, .returnSorted: hub
    default: to
    }
  }

  private static func window(_ estimate: ScriptEstimate, start: Timestamp) -> DeliveryWindow {
    func clock(_ hour: Double) -> CivilTime { LocalClock(start.adding(seconds: Int64(hour * 3600))).civil }
    switch estimate {
    case .day(let hour): return DeliveryWindow(day: clock(hour).date)
    case .hours(let first, let last):
      let from = clock(first)
      let to = clock(last)
      return DeliveryWindow(
        from: from.date, fromMinute: from.secondOfDay / 900 * 15, to: to.date, toMinute: to.secondOfDay / 900 * 15)
    }
  }

  private static func receivers(_ kind: JourneyKind) -> [String] {
    kind == .neighbor
      ? ["Familie Okonjo", "Herr Lindqvist, 2. OG", "Frau Yıldız", "Familie Brandt"]
      : ["A. Berger", "M. Novák", "S. Iversen", "J. Keller"]
  }

  private static func pickupPlace(
    carrier: CarrierID, locker: Bool, in city: City, until: CivilDate, random: inout SplitMix
  ) -> PickupPlace {
    let street = random.pick(
      ["Lindenstraße 12", "Am Markt 3", "Bahnhofstraße 41", "Goethestraße 8"], else: "Am Markt 3")
    let shop = random.pick(["Kiosk Sonnenschein", "Blumen Petersen", "Schreibwaren Voss"], else: "Kiosk Sonnenschein")
    let number = Int.random(in: 101...189, using: &random)
    let name =
      switch (carrier.rawValue, locker) {
      case ("dhl", true): "Packstation \(number)"
      case ("dhl", false): "DHL Paketshop \(shop)"
      case ("hermes", _): "Hermes PaketShop \(shop)"
      case ("dpd", true): "DPD Pickup Station \(number)"
      case ("dpd", false): "DPD Pickup Paketshop \(shop)"
      default: "GLS PaketShop \(shop)"
      }
    return PickupPlace(
      name: name, street: street, city: city.name, postalCode: city.postalCode, until: until,
      hours: locker ? ["24 h"] : ["Mo–Fr 09:00–18:30", "Sa 09:00–14:00"])
  }
}
