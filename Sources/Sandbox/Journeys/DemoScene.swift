import Tracking

/// What the demo shows: one parcel for each story, over all carriers and interfaces, each at the moment of its life
/// at which something is about to happen.
public struct DemoScene: Sendable {
  /// One parcel, with what a shop would tell about it.
  public struct Parcel: Sendable {
    /// For the demo's list of links: what to expect there.
    public let title: String
    /// The shop's order number; three parcels share one.
    public let order: String
    /// The interface this parcel is meant to be asked through.
    public let api: SandboxAPI
    /// The number and its story.
    public let parcel: SandboxParcel
    /// The last day that the shop promised.
    public let promise: CivilDate?
    /// Country and postcode.
    public let destination: Destination
    /// What is in the parcel.
    public let items: [Item]
    /// BCP 47.
    public let language: String

    /// The carrier of `api`.
    public var carrier: CarrierID { api.carrier }
    /// The tracking number.
    public var number: String { parcel.number }
  }

  /// In the order in which a demo lists them.
  public let parcels: [Parcel]

  /// The scene as it stands at `start`.
  public init(at start: Timestamp) {
    parcels = Self.cast.enumerated().map { Self.parcel($1, serial: $0 + 1, at: start) }
  }

  /// A good moment to begin, next to `now`: a quarter to eight in the morning (Central Europe) of the last Tuesday up
  /// to now, so that vans leave within the first minutes and no one delivers on a Sunday.
  public static func opening(near now: Timestamp) -> Timestamp {
    let clock = LocalClock(now)
    let sinceTuesday = (clock.civil.date.weekday + 5) % 7
    let day = clock.civil.date.adding(days: -sinceTuesday)
    let morning = CivilTime(day, hour: 7, minute: 45) ?? .midnight(day)
    let opening = morning.instant(offset: LocalClock(morning.instant(offset: clock.offset)).offset)
    return opening <= now ? opening : opening.adding(hours: -7 * 24)
  }

  /// Tells the sandbox of every parcel of the scene.
  public func enter(_ sandbox: Sandbox) async {
    for entry in parcels { await sandbox.add(entry.parcel) }
  }
}

extension DemoScene {
  /// A line of the cast: which story, through which interface, and how many hours of it lie behind at the start.
  private struct Role {
    var title: String
    var order: String
    var api: SandboxAPI
    var kind: JourneyKind
    /// Hours of the story before the scene opens: 39.75 where it began at 16:00 two days before an opening at 07:45,
    /// and whole days more or less, so that scans keep their natural hours.
    var hoursBehind: Double
    /// The promise, in days after the scene's first day; nil where the shop promised nothing.
    var promisedIn: Int?
    var items: [Item]
    var language: String
    var to: City
  }

  private static let cast: [Role] = [
    Role(
      title: "on time: out for delivery soon, delivered this afternoon", order: "FL-1001", api: .dhlUnified,
      kind: .onTime, hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Wool blanket, moss")],
      language: "en", to: City("Hamburg", "22113")),
    Role(
      title: "late: missed its truck, the promise will break and the date moves twice", order: "FL-1002",
      api: .hermesHSI, kind: .late, hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Teekanne, 1,2 l")],
      language: "de", to: City("München", "81829")),
    Role(
      title: "order of three, part one: left with a neighbor", order: "FL-1003", api: .dhlParcelDE,
      kind: .neighbor, hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Pendant lamp, brass")],
      language: "en", to: City("Berlin", "12277")),
    Role(
      title: "order of three, part two: still on the road", order: "FL-1003", api: .dhlUnified,
      kind: .onTime, hoursBehind: 15.75, promisedIn: 1, items: [Item(name: "Light bulb E27", quantity: 4)],
      language: "en", to: City("Berlin", "12277")),
    Role(
      title: "order of three, part three: label made, never handed over", order: "FL-1003", api: .glsGroup,
      kind: .labelOnly, hoursBehind: 63.75, promisedIn: 0, items: [Item(name: "Dimmer switch")],
      language: "en", to: City("Berlin", "12277")),
    Role(
      title: "brought to a pickup point, collected the day after", order: "FL-1004", api: .dpdLifeCycle,
      kind: .pickupPoint, hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Wanderschuhe, 42")],
      language: "de", to: City("Köln", "50769")),
    Role(
      title: "waits in a locker, collected in the evening", order: "FL-1005", api: .dhlUnified, kind: .locker,
      hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Headphones")], language: "en",
      to: City("Leipzig", "04356")),
    Role(
      title: "left in the safe place", order: "FL-1006", api: .hermesTNT, kind: .safePlace, hoursBehind: 39.75,
      promisedIn: 0, items: [Item(name: "Blumentopf, 30 cm", quantity: 2)], language: "de",
      to: City("Bremen", "28309")),
    Role(
      title: "nobody home yesterday, on the van again today", order: "FL-1007", api: .dpdSOAP, kind: .secondAttempt,
      hoursBehind: 63.75, promisedIn: -1, items: [Item(name: "Running vest, M")], language: "en",
      to: City("Wien", "1230", "AT")),
    Role(
      title: "nobody home, then at the ParcelShop", order: "FL-1008", api: .hermesHSI, kind: .attemptThenPickup,
      hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Kaffeemühle")], language: "de",
      to: City("Stuttgart", "70565")),
    Role(
      title: "damaged on the way", order: "FL-1009", api: .hermesHSI, kind: .damaged, hoursBehind: 39.75,
      promisedIn: 1, items: [Item(name: "Vase, blue glass")], language: "en", to: City("Dresden", "01139")),
    Role(
      title: "address not found, corrected, delivered later", order: "FL-1010", api: .dhlParcelDE,
      kind: .addressProblem, hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Bettwäsche, Leinen")],
      language: "de", to: City("Freiburg", "79108")),
    Role(
      title: "refused and on its way back to the shop", order: "FL-1011", api: .dhlUnified, kind: .refused,
      hoursBehind: 39.75, promisedIn: 0, items: [Item(name: "Desk chair")], language: "en",
      to: City("Hannover", "30179")),
    Role(
      title: "no scan since the hub: stalled", order: "FL-1012", api: .glsClassic, kind: .stalled, hoursBehind: 87.75,
      promisedIn: -1, items: [Item(name: "Fahrradtasche")], language: "de", to: City("Kiel", "24145")),
    Role(
      title: "on time until tonight: ask for news on its page and see what the mailbox gets", order: "FL-1013",
      api: .hermesHSI, kind: .late, hoursBehind: 15.75, promisedIn: 1, items: [Item(name: "Reading lamp")],
      language: "en", to: City("Nürnberg", "90471")),
    Role(
      title: "slow: its carrier names no day; past orders endanger the promise two days before it breaks",
      order: "FL-1014", api: .glsClassic, kind: .slow, hoursBehind: 39.75, promisedIn: 3,
      items: [Item(name: "Wall clock")], language: "en", to: City("Augsburg", "86167")),
  ]

  private static func parcel(_ role: Role, serial: Int, at start: Timestamp) -> Parcel {
    let journey = Journey(
      role.kind, carrier: role.api.carrier, start: start.adding(seconds: -Int64(role.hoursBehind * 3600)),
      seed: UInt64(serial), destination: role.to)
    // A number is always there: the cast knows the four carriers only.
    let number = SandboxNumbers.number(role.api.carrier, serial: 4_203_100 + serial * 7) ?? ""
    let today = LocalClock(start).civil.date
    return Parcel(
      title: role.title, order: role.order, api: role.api, parcel: SandboxParcel(number: number, journey: journey),
      promise: role.promisedIn.map { today.adding(days: $0) },
      destination: Destination(country: role.to.country, postalCode: role.to.postalCode), items: role.items,
      language: role.language)
  }
}
