import CarrierKit
import Foundation
import Localization
import Logging
import Outreach
import Storage
import Tracking
import Transport

/// Tries a shop's endpoints and mails, a line for each.
struct ShopTrial: Sendable {
  private let rehearsal: Rehearsal
  private let shop: Shop
  private let rules: [IncentiveRule]
  private let transports: [CurlTransport]

  init(_ configuration: Configuration, secrets: Secrets, shop: Shop, rules: [IncentiveRule]) throws {
    let (carriers, catalogs) = try Installation.load(configuration, logger: Logger(label: "tidings.shop"))
    let transport = CurlTransport(
      TransportConfiguration(allowsPlainLoopback: configuration.mail?.security == .plain))
    // What shops name is guarded like the daemon guards it.
    let tenants = CurlTransport(configuration.tenantTransport)
    let from = configuration.mail.flatMap { Mailbox(address: $0.from) }
    let messages = Messages(
      from: from, relay: try configuration.mail?.relay(secrets), transport: transport, tenants: tenants)
    let desk = MailDesk(
      masterKey: try Program.masterKey(secrets.read(configuration.masterKey)), publicBase: configuration.publicURL,
      from: messages.from, catalogs: catalogs, carriers: carriers)
    rehearsal = Rehearsal(
      desk: desk, webhooks: messages.webhooks, mailer: messages.mailer, wall: { Timestamp(Date()) })
    transports = [transport, tenants]
    self.shop = shop
    self.rules = rules
  }

  /// Sends one of each kind to each receiver that wants it; says how many were not taken.
  func run(
    _ kinds: [News.Kind], endpoints: [WebhookEndpoint], mail: MailAddress?, language: String
  ) async -> Int {
    var failures = 0
    func tell(_ kind: News.Kind, _ receiver: String, _ outcome: Rehearsal.Outcome) {
      if !outcome.isDelivered { failures += 1 }
      let word = outcome.isDelivered ? "ok" : "failed"
      Console.result("\(kind.rawValue)\t\(receiver)\t\(word)\t\(outcome.words)\t\(outcome.milliseconds) ms")
    }
    for (index, kind) in kinds.enumerated() {
      for endpoint in endpoints {
        guard endpoint.kinds?.contains(kind) ?? true else {
          Console.result("\(kind.rawValue)\t\(endpoint.id)\t-\tthe endpoint does not want it")
          continue
        }
        let mark = Program.randomBytes(8).map { String($0, radix: 16) }.joined()
        tell(
          kind, endpoint.id, await rehearsal.event(kind, to: endpoint, shop: shop, rules: rules, mark: mark))
      }
      if let mail {
        let outcome = await rehearsal.mail(
          kind, to: mail, language: language, shop: shop, rules: rules, number: Int64(index + 1))
        tell(kind, mail.masked, outcome)
      }
    }
    return failures
  }

  func shutDown() async {
    for transport in transports { await transport.shutDown() }
  }
}
