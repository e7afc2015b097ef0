import Localization
import Markup
import Presentation
import Storage
import Tracking

/// Writes the mails of all shops: who sends, in which words, with which links.
public struct MailDesk: Sendable {
  /// The versions of what a customer agrees to on the form: `SubscriptionRequest.textVersion`. Grows with the text.
  public static let consentTextVersion = "2026-11"

  let catalogs: Catalogs
  let tokens: SubscriptionTokens
  let sender: @Sendable (Shop) -> Mailbox?
  let base: @Sendable (Shop) -> String?
  let carrierName: @Sendable (CarrierID) -> String
  let page: @Sendable (Shipment, Shop, Int) -> String?

  /// - Parameters:
  ///   - sender: the shop's From; nil: this shop sends no mail.
  ///   - base: where the shop's pages are, without a slash at the end ("https://track.example").
  ///   - page: the address of a shipment's page, for a link version.
  public init(
    catalogs: Catalogs, tokens: SubscriptionTokens, sender: @escaping @Sendable (Shop) -> Mailbox?,
    base: @escaping @Sendable (Shop) -> String?, carrierName: @escaping @Sendable (CarrierID) -> String,
    page: @escaping @Sendable (Shipment, Shop, Int) -> String?
  ) {
    self.catalogs = catalogs
    self.tokens = tokens
    self.sender = sender
    self.base = base
    self.carrierName = carrierName
    self.page = page
  }

  /// Nil where the shop has no sender, no pages, or the address is none.
  func envelope(for job: MailJob, at now: Timestamp) -> MailEnvelope? {
    guard let message = message(for: job, at: now) else { return nil }
    return MailEnvelope(from: message.from.address, to: message.to.address, bytes: message.bytes)
  }

  func message(for job: MailJob, at now: Timestamp) -> MailMessage? {
    guard let from = sender(job.shop), let to = Mailbox(address: job.subscription.address),
      let letter = letter(for: job, at: now), let host = from.address.split(separator: "@").last
    else { return nil }
    var message = MailMessage(
      from: from, to: to, subject: letter.subject, text: LetterText(letter).text,
      html: String(decoding: LetterView(letter).bytes, as: UTF8.self), messageID: "\(job.id)@\(host)",
      language: letter.words.language, at: job.queuedAt)
    message.replyTo = job.shop.brand.contactMail.flatMap { Mailbox(name: job.shop.brand.name, address: $0) }
    // The question is no list mail: who does not answer it gets nothing more.
    if case .news = job.content { message.unsubscribeURL = address(job, .stop) }
    return message
  }

  func letter(for job: MailJob, at now: Timestamp) -> Letter? {
    guard let words = catalogs[job.subscription.language] else { return nil }
    switch job.content {
    case .question(let order): return question(job, order: order, words)
    case .news(let told): return news(job, [told] + job.others, words, at: now)
    }
  }

  /// The page behind a link of a mail: `/n/confirm/…`, `/n/stop/…`, `/n/preferences/…`.
  func address(_ job: MailJob, _ scope: SubscriptionScope) -> String? {
    base(job.shop).map { $0 + "/n/\(scope.rawValue)/" + tokens.token(for: job.subscription.id, scope: scope) }
  }

  func link(_ job: MailJob, _ scope: SubscriptionScope) -> Link? { address(job, scope).flatMap(Link.init(web:)) }
}
