import Sandbox
import Storage
import Testing
import Tracking
import VirtualTime

@testable import tidings

/// The demo's scene from its first morning to the fifth evening: polled over real sockets, judged, stored, shown.
@Suite struct JourneyTests {
  /// How a story ends, written from the story.
  struct Ending: Sendable {
    /// The first words of the scene's title.
    var title: String
    var state: ShipmentState
    var english: String
    var german: String
    var delay = DelayLevel.none
  }

  /// Tuesday 3 March 2026, 07:45 in Central Europe.
  static let opening = InProcess.start.adding(seconds: 56_700)

  static let endings = [
    Ending(
      title: "on time", state: .delivered, english: "Delivered on Tuesday 3 March",
      german: "Zugestellt am Dienstag, 3. März"),
    Ending(
      title: "late", state: .delivered, english: "Delivered on Thursday 5 March",
      german: "Zugestellt am Donnerstag, 5. März"),
    Ending(
      title: "order of three, part one", state: .delivered, english: "A neighbor has your parcel",
      german: "Ihr Paket ist in der Nachbarschaft"),
    Ending(
      title: "order of three, part two", state: .delivered, english: "Delivered on Wednesday 4 March",
      german: "Zugestellt am Mittwoch, 4. März"),
    Ending(
      title: "order of three, part three", state: .announced, english: "Later than promised, new day still open",
      german: "Später als versprochen, neuer Tag noch offen", delay: .late),
    Ending(
      title: "brought to a pickup point", state: .delivered, english: "You have collected your parcel",
      german: "Sie haben Ihr Paket abgeholt"),
    Ending(
      title: "waits in a locker", state: .delivered, english: "You have collected your parcel",
      german: "Sie haben Ihr Paket abgeholt"),
    Ending(
      title: "left in the safe place", state: .delivered, english: "Your parcel is in the agreed place",
      german: "Ihr Paket liegt am vereinbarten Ort"),
    Ending(
      title: "nobody home yesterday", state: .delivered, english: "Delivered on Tuesday 3 March",
      german: "Zugestellt am Dienstag, 3. März"),
    Ending(
      title: "nobody home, then", state: .delivered, english: "You have collected your parcel",
      german: "Sie haben Ihr Paket abgeholt"),
    Ending(
      title: "damaged", state: .exception, english: "Damaged on the way. We take care of it",
      german: "Unterwegs beschädigt. Wir kümmern uns", delay: .late),
    Ending(
      title: "address not found", state: .delivered, english: "Delivered on Thursday 5 March",
      german: "Zugestellt am Donnerstag, 5. März"),
    Ending(
      title: "refused", state: .returned, english: "Your parcel is back with us", german: "Ihr Paket ist wieder bei uns"
    ),
    Ending(
      title: "no scan since the hub", state: .inTransit, english: "Later than promised, new day still open",
      german: "Später als versprochen, neuer Tag noch offen", delay: .late),
  ]

  @Test("every story ends as it was told, and its page says so in both languages")
  func endings() async throws {
    let scene = DemoScene(at: Self.opening)
    let shipments = scene.parcels.map { Self.shipment(of: $0) }
    try await World.run(
      at: Self.opening, sandbox: scene.parcels.map(\.parcel),
      shipments: zip(shipments, scene.parcels).map { ($0, $1.api) }
    ) { world in
      let late = try #require(Self.index("late", in: scene))
      // Wednesday noon: the promise of Tuesday is broken, the carrier names Thursday or later.
      try await world.clock.run(until: Self.opening.adding(hours: 28))
      let stored = try await world.stored(shipments[late])
      #expect(stored.delay.level == .late)
      for language in ["en", "de"] {
        let page = try await world.page(shipments[late], language: language)
        #expect(page.contains("<s class=\"leaf\">"), "the promise is not struck through")
      }
      try await world.clock.run(until: Self.opening.adding(hours: 110))
      for ending in Self.endings {
        let index = try #require(Self.index(ending.title, in: scene))
        try await Self.check(ending, shipments[index], in: world)
      }
      #expect(try await world.shipments.unrecognizedCodes().isEmpty)
    }
  }

  private static func check(_ ending: Ending, _ shipment: Shipment, in world: World) async throws {
    let stored = try await world.stored(shipment)
    #expect(stored.status.state == ending.state, "\(ending.title)")
    #expect(stored.delay.level == ending.delay, "\(ending.title)")
    #expect(stored.failures == 0, "\(ending.title): \(stored.lastOutcome ?? "never asked")")
    let english = try await world.headline(shipment, language: "en")
    let german = try await world.headline(shipment, language: "de")
    #expect(english.hasPrefix(ending.english), "\(ending.title): \(english)")
    #expect(german.hasPrefix(ending.german), "\(ending.title): \(german)")
    let news = try await world.shipments.news(of: shipment.id)
    #expect(Set(news.map { "\($0.news.kind) \($0.news.episode)" }).count == news.count, "\(ending.title): told twice")
    #expect(zip(news, news.dropFirst()).allSatisfy { $0.sequence < $1.sequence && $0.news.at <= $1.news.at })
  }

  private static func index(_ title: String, in scene: DemoScene) -> Int? {
    scene.parcels.firstIndex { $0.title.hasPrefix(title) }
  }

  private static func shipment(of parcel: DemoScene.Parcel) -> Shipment {
    Shipment(
      id: Program.newID(), shop: World.shop.id, carrier: parcel.carrier, number: parcel.number, order: parcel.order,
      promise: parcel.promise, destination: parcel.destination, language: parcel.language, items: parcel.items,
      source: .api, createdAt: opening)
  }
}
