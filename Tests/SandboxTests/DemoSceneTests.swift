import Testing
import Tracking

@testable import Sandbox

@Suite struct DemoSceneTests {
  private let opening = DemoScene.opening(near: Timestamp(seconds: 1_795_305_600))  // Sunday 22 November 2026

  @Test("the scene opens on a Tuesday morning that has been")
  func opens() {
    #expect(LocalClock(opening).withOffset() == "2026-11-17T07:45:00+01:00")
    for day in 0..<400 {
      let now = Timestamp(seconds: 1_780_000_000 + Int64(day) * 86_400)
      let clock = LocalClock(DemoScene.opening(near: now))
      #expect(clock.civil.date.weekday == 2 && clock.clock == "07:45")
      #expect((0...8 * 86_400).contains(now.seconds(since: DemoScene.opening(near: now))))
    }
  }

  @Test("all carriers and interfaces play, every number once, with an order of three")
  func cast() {
    let parcels = DemoScene(at: opening).parcels
    #expect((10...16).contains(parcels.count))
    #expect(Set(parcels.map(\.api)) == Set(SandboxAPI.allCases))
    #expect(Set(parcels.map(\.number)).count == parcels.count)
    #expect(parcels.filter { $0.order == "FL-1003" }.count == 3)
    #expect(Set(parcels.map(\.language)) == ["de", "en"])
    #expect(parcels.allSatisfy { !$0.title.isEmpty && !$0.items.isEmpty && $0.destination.postalCode != nil })
  }

  @Test("at speed 600 most parcels move within the first minute")
  func moves() {
    let scene = DemoScene(at: opening)
    let later = opening.adding(seconds: 60 * 600)
    let moving = scene.parcels.filter { entry in
      let journey = entry.parcel.journey
      return journey.events(upTo: later).count > journey.events(upTo: opening).count
    }
    #expect(moving.count >= 9)
  }

  @Test("every parcel of the scene is known to its carrier from the start")
  func known() async {
    let opening = opening
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }, now: { opening })
    let scene = DemoScene(at: opening)
    await scene.enter(sandbox)
    for entry in scene.parcels {
      #expect(await Ask.track([entry.number], entry.api, of: sandbox).status == 200)
    }
  }
}
