import CarrierKit
import Crypto
import Foundation
import Localization
import Outreach
import Site
import Storage
import Tracking
import Transport

/// How the program reaches people and shops: who sends mail through which relay, and how webhooks leave.
struct Messages: Sendable {
  /// The From of all mails; nil: no mail is sent, and no page offers any.
  var from: Mailbox?
  var mailer: MailSender
  var webhooks: WebhookTransport

  /// - Parameters:
  ///   - relay: nil: no mail.
  ///   - tenants: the transport for addresses that shops name; guards what it connects to.
  init(from: Mailbox?, relay: MailRelay?, transport: CurlTransport, tenants: CurlTransport) {
    self.from = relay == nil ? nil : from
    if let relay {
      mailer = MailSubmission(relay: relay, transport: transport).asMailSender
    } else {
      mailer = { _ in .refused("no relay is configured") }
    }
    webhooks = { request, body in try await tenants.send(request, body: body, limits: .webhook).0 }
  }
}

extension MailSubmission {
  /// As the outbox wants it: by the reply's code (RFC 5321 4.2.1), without an address in the words.
  var asMailSender: MailSender {
    { envelope in
      do throws(MailFailure) {
        let receipt = try await self.send(envelope.bytes, from: envelope.from, to: [envelope.to])
        return Self.outcome(receipt.recipients.first?.reply ?? receipt.reply)
      } catch {
        if error.mayHaveBeenTaken { return .unknown("no reply to the content") }
        guard let reply = error.recipients.first?.reply ?? error.reply else {
          return .deferred("the relay cannot be reached")
        }
        // An accepting reply to an earlier step says nothing of the mail.
        return reply.isAccepted ? .deferred("the relay broke off") : Self.outcome(reply)
      }
    }
  }

  private static func outcome(_ reply: MailReply) -> MailOutcome {
    if reply.isAccepted { return .accepted(String(reply.code)) }
    return reply.isTransient ? .deferred(String(reply.code)) : .refused(String(reply.code))
  }
}

extension Program {
  var secretBox: SecretBox { SecretBox(masterKey: site.masterKey) }

  private var subscriptionTokens: SubscriptionTokens { SubscriptionTokens(masterKey: site.masterKey) }

  /// What the site needs to offer news and show incentives.
  var news: SiteNews {
    SiteNews(
      subscriptions: SubscriptionStore(database, box: secretBox), incentives: IncentiveStore(database),
      tokens: subscriptionTokens, textVersion: MailDesk.consentTextVersion, sendsMail: messages.from != nil,
      makeID: {
        var generator = SystemRandomNumberGenerator()
        return SubscriptionID.random(using: &generator)
      })
  }

  /// What the shop's API works with.
  var api: SiteAPI {
    let rehearsal = Rehearsal(
      desk: desk, webhooks: messages.webhooks, mailer: messages.mailer, wall: { Timestamp(Date()) })
    let incentives = IncentiveStore(database)
    return SiteAPI(database, box: secretBox, random: Self.randomBytes) { endpoint, shop, kind in
      let rules = (try? await incentives.rules(shop: shop.id)) ?? []
      let outcome = await rehearsal.event(
        kind, to: endpoint, shop: shop, rules: rules, mark: Self.randomBytes(8).map { String($0, radix: 16) }.joined())
      return EventTrialResult(status: outcome.status, words: outcome.words, milliseconds: outcome.milliseconds)
    }
  }

  static let randomBytes: @Sendable (Int) -> [UInt8] = { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<max(count, 0)).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  private var desk: MailDesk {
    MailDesk(
      masterKey: site.masterKey, publicBase: site.publicBase, from: messages.from, catalogs: catalogs,
      carriers: carriers)
  }

  /// Tells shops and customers.
  func outbox(_ bell: OutboxBell) -> OutboxService {
    OutboxService(
      outbox: OutboxStore(database, box: secretBox), clock: clock, wall: { Timestamp(Date()) },
      owner: Self.newOwner(), desk: desk, webhooks: messages.webhooks, mailer: messages.mailer, logger: logger,
      bell: bell)
  }
}

extension MailDesk {
  /// - Parameters:
  ///   - publicBase: before the links of all shops; nil: each shop's first host.
  ///   - from: the address that all mails come from, under each shop's name.
  init(masterKey: SymmetricKey, publicBase: String?, from: Mailbox?, catalogs: Catalogs, carriers: CarrierCatalog) {
    let links = PageLinks(tokens: PageTokens(masterKey: masterKey), publicBase: publicBase)
    let names = Dictionary(carriers.sorted.map { ($0.id, $0.name) }) { first, _ in first }
    self.init(
      catalogs: catalogs, tokens: SubscriptionTokens(masterKey: masterKey),
      sender: { shop in from.flatMap { Mailbox(name: shop.brand.name, address: $0.address) } },
      base: { PageLinks.base(of: $0, else: publicBase) },
      carrierName: { names[$0] ?? $0.rawValue }, page: { links.page($0.id, shop: $1, version: $2) })
  }
}
