import Foundation
import Localization
import Testing
import Tracking

@testable import Outreach
@testable import Storage

@Suite("Mails as people read them") struct LetterTests {
  static let folder = OutreachWorld.root.appendingPathComponent("Fixtures/mails")

  private func job(_ content: MailJob.Content, language: String, attempts: Int = 0) throws -> MailJob {
    let id = try #require(SubscriptionID(bytes: [UInt8](repeating: 5, count: 16)))
    let day = try #require(CivilDate("2026-11-24"))
    let clock = try #require(CivilTime(day, hour: 12, minute: 4))
    let asked = TimeZones.moment(clock, in: TimeZones.zone(country: "DE"))
    return MailJob(
      content: content,
      subscription: Subscription(
        id: id, shop: "fjordlicht", subject: .order("4711-20"), channel: .email, address: "anna@example.org",
        language: language, wishes: .important, textVersion: "1", askedAt: asked),
      shop: OutreachWorld.shop, attempts: attempts, queuedAt: asked, seq: 7)
  }

  private func late() throws -> MailJob.Content {
    var parcel = Shipment(
      id: "00112233445566778899aabbccddeeff", shop: "fjordlicht", carrier: "dhl", number: "00340434161094042557",
      order: "4711-20", destination: Destination(country: "DE", postalCode: "24103"), createdAt: OutreachWorld.start)
    parcel.status = Status(.inTransit, .moving)
    parcel.promise = CivilDate("2026-11-24")
    let day = try #require(CivilDate("2026-11-26"))
    parcel.delay = Delay(
      level: .late, promise: parcel.promise,
      expected: DeliveryWindow(from: day, fromMinute: 840, to: day, toMinute: 960), expectedSource: .carrier,
      cause: .missedCutOff)
    let incentive = Incentive(
      rule: "late", code: "DANKE-7K2M", kind: .delayLate, at: OutreachWorld.start,
      texts: [
        "de": IncentiveText(
          title: "Das tut uns leid.", text: "Bei der nächsten Bestellung gehen 10 € auf uns:", worth: "10 €",
          terms: "Gültig bis 31. März 2027, ohne Mindestwert."),
        "en": IncentiveText(
          title: "We are sorry.", text: "10 € of your next order are on us:", worth: "10 €",
          terms: "Valid until 31 March 2027, no minimum."),
      ])
    return .news(
      MailJob.Told(kind: .delayLate, shipment: parcel, linkVersion: 1, incentive: incentive))
  }

  /// Out for delivery, with the hours that were just told.
  private func window() throws -> MailJob.Content {
    var parcel = Shipment(
      id: "00112233445566778899aabbccddeefe", shop: "fjordlicht", carrier: "dhl", number: "00340434161094042564",
      order: "4711-20", destination: Destination(country: "DE", postalCode: "24103"), createdAt: OutreachWorld.start)
    let day = try #require(CivilDate("2026-11-24"))
    let morning = try #require(CivilTime(day, hour: 8, minute: 30))
    parcel.status = Status(.outForDelivery, .onVehicle)
    parcel.stateSince = TimeZones.moment(morning, in: TimeZones.zone(country: "DE"))
    let window = DeliveryWindow(from: day, fromMinute: 840, to: day, toMinute: 960)
    parcel.estimates = [Estimate(window: window, source: .carrier, at: OutreachWorld.start)]
    parcel.announced = Announcement(day: day, step: .window, fromMinute: 840, toMinute: 960)
    return .news(MailJob.Told(kind: .deliveryWindow, shipment: parcel, linkVersion: 1))
  }

  /// `UPDATE_GOLDEN=1 swift test --filter LetterTests` rewrites the files; look at what changed before it lands.
  private func compare(_ text: String, _ name: String) throws {
    let file = Self.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == text, "\(name)")
  }

  @Test("The mails are as they were looked at", arguments: ["de", "en"])
  func golden(language: String) throws {
    let desk = try OutreachWorld.desk()
    for (name, content) in [
      ("late", try late()), ("question", .question(order: "4711-20")), ("window", try window()),
      ("several", try late()),
    ] {
      var job = try job(content, language: language)
      if name == "several", case .news(let told) = try window() { job.others = [told] }
      let message = try #require(desk.message(for: job, at: job.queuedAt))
      try compare(message.html + "\n", "\(name).\(language).html")
      try compare("Subject: \(message.subject)\n\n" + message.text, "\(name).\(language).txt")
    }
  }

  @Test("News can be stopped with one click, the question needs no stop; subject and headline are one")
  func headers() throws {
    let desk = try OutreachWorld.desk()
    let news = try #require(desk.message(for: try job(late(), language: "de"), at: OutreachWorld.start))
    let lines = String(decoding: news.bytes, as: UTF8.self).components(separatedBy: "\r\n")
    let stop = try #require(lines.first { $0.hasPrefix("List-Unsubscribe: <https://track.example/n/stop/") })
    #expect(stop.utf8.count <= 120)
    #expect(lines.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"))
    #expect(news.html.contains(">\(news.subject)</h1>"))
    #expect(news.messageID == "m7.\(news.at.milliseconds)@fjordlicht.example")
    let question = try #require(
      desk.message(for: try job(.question(order: nil), language: "en"), at: OutreachWorld.start))
    #expect(question.unsubscribeURL == nil)
    #expect(question.html.contains("/n/confirm/"))
    #expect(!question.html.contains("/n/stop/"))
  }

  @Test("Nothing of a shop's or rule's text becomes markup, and no mail shows the postcode", arguments: ["de", "en"])
  func hostile(language: String) throws {
    let desk = try OutreachWorld.desk()
    var job = try job(late(), language: language)
    job.shop.brand.name = "<script>alert(1)</script>\r\nBcc: x@y.z"
    job.shop.brand.imprintURL = "javascript:alert(1)"
    let message = try #require(desk.message(for: job, at: OutreachWorld.start))
    #expect(!message.html.contains("<script") && !message.html.contains("javascript:"))
    #expect(!message.html.contains("24103") && !message.text.contains("24103"))
    let head = String(decoding: message.bytes, as: UTF8.self).components(separatedBy: "\r\n\r\n")[0]
    #expect(!head.components(separatedBy: "\r\n").contains { $0.hasPrefix("Bcc") })
  }

  @Test("A shop without a sender or pages sends nothing")
  func noSender() throws {
    let desk = MailDesk(
      catalogs: try Catalogs(directory: OutreachWorld.root.appendingPathComponent("Catalogs").path),
      tokens: try OutreachWorld.desk().tokens, sender: { _ in nil }, base: { _ in nil }, carrierName: { _ in "" },
      page: { _, _, _ in nil })
    #expect(desk.envelope(for: try job(late(), language: "de"), at: OutreachWorld.start) == nil)
  }
}
