import Localization
import Presentation
import Testing
import Tracking

@Suite("What a page says of every state") struct TrackingPageTests {
  static let languages = ["de", "en"]

  /// Delays with and without a new day, for the states that can be late.
  static func delays() throws -> [Delay] {
    let promise = try Parcels.day("2026-11-24")
    let later = DeliveryWindow(day: try Parcels.day("2026-11-26"))
    let range = DeliveryWindow(from: try Parcels.day("2026-11-30"), to: try Parcels.day("2026-12-02"))
    return [.none]
      + DelayLevel.allCases.filter { $0 != .none }.flatMap { level in
        [nil, later, range].map { Delay(level: level, promise: promise, expected: $0, expectedSource: .foresight) }
      }
  }

  @Test("every reason for a delay is told in a sentence", arguments: Reason.allCases)
  func reasons(reason: Reason) throws {
    for language in Self.languages {
      var parcel = Parcels.parcel(Status(.inTransit, .moving))
      parcel.delay = Delay(level: .late, promise: try Parcels.day("2026-11-23"), cause: reason)
      var delayed = parcel.checkpoints[0]
      delayed.meaning = .delayed(reason)
      parcel.checkpoints.insert(delayed, at: 0)
      let page = TrackingPage.model(
        parcel, carrier: Parcels.carrier, in: try Parcels.setting(language, "2026-11-24T12:10"))
      #expect(texts(page).allSatisfy { !looksLikeKey($0) && !$0.contains("reason.") && !$0.contains("cause.") })
    }
  }

  @Test("every state, detail and delay has a headline of at most 60 characters and a next step", arguments: languages)
  func table(language: String) throws {
    let setting = try Parcels.setting(language, "2026-11-24T12:10")
    for status in Parcels.statuses {
      for delay in try Self.delays() {
        var parcel = Parcels.parcel(status)
        parcel.delay = delay
        parcel.promise = delay.promise
        let page = TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting)
        let what = "\(status) \(delay.level)"
        #expect((1...60).contains(page.hero.headline.count), "\(what): \(page.hero.headline)")
        #expect(!page.hero.state.isEmpty && page.hero.lead.count > 10, "\(what)")
        #expect(texts(page).allSatisfy { !$0.isEmpty && !$0.contains("{") && !looksLikeKey($0) }, "\(what)")
        #expect(page.hero.actions.filter(\.isFilled).count <= 1, "\(what)")
        #expect(page.validUntil.map { $0 > setting.now } == true, "\(what)")
      }
    }
  }

  @Test(
    "a parcel that waited to be fetched kept the promise when it was there in time, however late it was fetched",
    arguments: languages, [Status(.delivered), Status(.delivered, .collected)])
  func collected(language: String, delivered: Status) throws {
    var parcel = Parcels.parcel(delivered, at: "2026-11-25T17:20")
    parcel.checkpoints.insert(Parcels.scan("2026-11-24T11:00", Status(.readyForPickup, .pickupPoint)), at: 1)
    let told = { (promise: String) throws -> Page in
      var parcel = parcel
      parcel.promise = try Parcels.day(promise)
      return TrackingPage.model(
        parcel, carrier: Parcels.carrier, in: try Parcels.setting(language, "2026-11-26T12:10"))
    }
    let isEnglish = language == "en"
    let kept = try told("2026-11-24")
    #expect(kept.hero.state == (isEnglish ? "Collected" : "Abgeholt"))
    #expect(kept.hero.headline == (isEnglish ? "You have collected your parcel" : "Sie haben Ihr Paket abgeholt"))
    #expect(kept.way?.steps.map(\.label).last == (isEnglish ? "Collected" : "Abgeholt"))
    #expect(kept.way?.footnote == (isEnglish ? "Ready for pickup as promised" : "Abholbereit wie versprochen"))
    let words = [kept.title, kept.hero.state, kept.hero.lead, kept.way?.footnote ?? ""]
    #expect(words.allSatisfy { !$0.lowercased().contains(isEnglish ? "delivered" : "zugestellt") }, "\(words)")
    let broken = try told("2026-11-23").way?.footnote ?? ""
    #expect(
      broken.hasPrefix(isEnglish ? "Ready for pickup one day later" : "Einen Tag später abholbereit"), "\(broken)")
  }

  @Test("where nobody said since when it waited, a late day of collection says nothing of the promise")
  func collectedUnseen() throws {
    var parcel = Parcels.parcel(Status(.delivered, .collected), at: "2026-11-25T17:20")
    parcel.promise = try Parcels.day("2026-11-24")
    let setting = try Parcels.setting("en", "2026-11-26T12:10")
    #expect(TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting).way?.footnote == nil)
    parcel.promise = try Parcels.day("2026-11-25")
    let kept = TrackingPage.model(parcel, carrier: Parcels.carrier, in: setting).way?.footnote
    #expect(kept == "Ready for pickup as promised")
  }

  @Test("a filled button stands only where it is the reader's turn", arguments: Parcels.statuses)
  func filled(status: Status) throws {
    let page = TrackingPage.model(
      Parcels.parcel(status), carrier: Parcels.carrier, in: try Parcels.setting("en", "2026-11-24T12:10"))
    let mayAct = status.needsAction == .recipient || status.state == .attemptFailed
    #expect(mayAct || !page.hero.actions.contains(where: \.isFilled))
  }

  @Test("the way has one step that is now, what is done stands before it, and the carrier's name is no state")
  func way() throws {
    let setting = try Parcels.setting("en", "2026-11-24T12:10")
    for status in Parcels.statuses {
      let page = TrackingPage.model(Parcels.parcel(status), carrier: Parcels.carrier, in: setting)
      let way = try #require(page.way)
      #expect(way.steps.filter { $0.mark == .now }.count == 1, "\(status)")
      let order = way.steps.map(\.mark)
      #expect(order == order.filter { $0 == .done } + [.now] + order.filter { $0 == .ahead }, "\(status)")
    }
  }

  @Test("whatever the hour, no coming day or hour is in the past", arguments: languages)
  func noPast(language: String) throws {
    let windows = [
      DeliveryWindow(day: try Parcels.day("2026-11-24")),
      DeliveryWindow(
        from: try Parcels.day("2026-11-24"), fromMinute: 600, to: try Parcels.day("2026-11-24"), toMinute: 840),
      DeliveryWindow(from: try Parcels.day("2026-11-23"), to: try Parcels.day("2026-11-25")),
      DeliveryWindow(day: try Parcels.day("2026-11-20")),
    ]
    let past = ["20 November", "20. November", "Fri 20", "Fr 20.", "23 November", "23. November"]
    for state in [ShipmentState.announced, .inTransit, .outForDelivery] {
      for window in windows {
        for (hour, over) in [("09:00", false), ("13:30", false), ("14:00", true), ("21:00", true), ("23:59", true)] {
          var parcel = Parcels.parcel(Status(state), at: "2026-11-24T08:00")
          parcel.estimates = [Estimate(window: window, source: .carrier, at: parcel.createdAt)]
          let page = TrackingPage.model(
            parcel, carrier: Parcels.carrier, in: try Parcels.setting(language, "2026-11-24T\(hour)"))
          #expect(!past.contains { page.hero.headline.contains($0) }, "\(page.hero.headline)")
          if over { #expect(!page.hero.headline.contains("14"), "\(hour): \(page.hero.headline)") }
          let coming = page.way?.steps.filter { $0.mark == .ahead }.compactMap(\.time) ?? []
          #expect(!coming.contains { past.contains($0) }, "\(coming)")
        }
      }
    }
  }

  @Test("the page says when its words end, and they hold until then")
  func validUntil() throws {
    var parcel = Parcels.parcel(Status(.outForDelivery), at: "2026-11-24T08:00")
    let day = try Parcels.day("2026-11-24")
    parcel.estimates = [
      Estimate(
        window: DeliveryWindow(from: day, fromMinute: 840, to: day, toMinute: 960), source: .carrier,
        at: parcel.createdAt)
    ]
    var now = "2026-11-24T09:00"
    var headlines: [String] = []
    for _ in 0..<4 {
      let page = TrackingPage.model(parcel, carrier: Parcels.carrier, in: try Parcels.setting("en", now))
      headlines.append(page.hero.headline)
      let until = try #require(page.validUntil)
      var before = try Parcels.setting("en", now)
      before.now = until.adding(milliseconds: -1)
      #expect(TrackingPage.model(parcel, carrier: Parcels.carrier, in: before).hero == page.hero)
      let civil = TimeZones.civil(until, in: Parcels.berlin)
      now = String(civil.iso.prefix(16))
    }
    #expect(
      headlines == [
        "Arrives today, 14:00–16:00", "Arrives today, until 16:00", "Arrives today", "Arrives today",
      ])
  }

  private func texts(_ page: Page) -> [String] {
    [page.title, page.hero.state, page.hero.headline, page.hero.lead] + page.hero.actions.map(\.text)
      + (page.way?.steps.flatMap { [$0.label] + [$0.time, $0.note].compactMap(\.self) } ?? [])
      + page.entries.map(\.text)
  }

  /// A text that the catalog lacks is its key.
  private func looksLikeKey(_ text: String) -> Bool {
    text.contains("_") || text.wholeMatch(of: /[a-z]+\.[a-z._]+/) != nil
  }
}

extension Page {
  var cards: [Card] { [beside].compactMap(\.self) + left + right }

  var way: Way? {
    cards.compactMap { if case .way(let way) = $0 { way } else { nil } }.first
  }

  var entries: [HistoryCard.Entry] {
    cards.flatMap { card -> [HistoryCard.Entry] in
      if case .history(let history) = card { history.recent + history.earlier } else { [] }
    }
  }
}
