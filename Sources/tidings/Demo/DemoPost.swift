import Crypto
import Foundation
import Logging
import Outreach
import Sandbox
import ServiceLifecycle
import Storage
import Tracking
import Transport

/// The demo's mailboxes, its shop's server, and what the shop gives for bad news.
struct DemoPost: Sendable {
  let inbox = Inbox()
  let smtpPort: Int
  let httpPort: Int
  /// Signs the shop's webhooks.
  let secret: String

  init() throws(CommandFailure) {
    smtpPort = try FreePort.find()
    httpPort = try FreePort.find()
    secret = "whsec_" + SymmetricKey(size: .bits256).withUnsafeBytes { Data($0).base64EncodedString() }
  }

  var address: String { "http://127.0.0.1:\(httpPort)" }

  func services(_ logger: Logger) -> [any Service] {
    [MailServer(inbox, port: smtpPort), InboxServer(inbox, port: httpPort, logger: logger)]
  }

  func messages(_ transport: CurlTransport) -> Messages {
    Messages(
      from: Mailbox(address: "news@fjordlicht.example"),
      relay: MailRelay(host: "127.0.0.1", port: smtpPort, security: .plain), transport: transport, tenants: transport)
  }

  /// Stores the shop's webhook endpoint, its rule, and the vouchers it gives.
  func furnish(_ database: any Database, box: SecretBox, shop: ShopID, at now: Timestamp) async throws {
    try await WebhookEndpointStore(database, box: box).save(
      WebhookEndpoint(id: "ep_demo", shop: shop, url: address + "/hook", secrets: [secret], createdAt: now))
    let incentives = IncentiveStore(database)
    try await incentives.save([Self.rule], shop: shop)
    try await incentives.addVouchers(
      (1...50).map(Self.code), rule: Self.rule.id, shop: shop)
  }

  /// The same codes in every run, without letters and digits that look alike.
  static func code(_ number: Int) -> String {
    let letters = Array("23456789ABCDEFGHJKMNPQRSTUVWXYZ")
    var rest = number * 7919 + 104_729
    return "DANKE-"
      + String(
        (0..<4).map { _ in
          defer { rest /= letters.count }
          return letters[rest % letters.count]
        })
  }

  private static let rule = IncentiveRule(
    id: "late", kinds: [.delayLate, .delayAtRisk], minBusinessDaysLate: 1,
    minOrderValue: Money(amount: "20", currency: "EUR"), takesVoucher: true,
    texts: [
      "en": IncentiveText(
        title: "We are sorry", text: "We had promised you another day. As a small apology, something on us:",
        worth: "€10", terms: "Valid for a year, no minimum. The code also stays on the page of your parcel."),
      "de": IncentiveText(
        title: "Das tut uns leid",
        text: "Wir hatten Ihnen einen anderen Tag versprochen. Als kleine Entschuldigung geht etwas auf uns:",
        worth: "10 €", terms: "Ein Jahr gültig, ohne Mindestwert. Der Code steht auch auf der Seite Ihres Pakets."),
    ])
}
