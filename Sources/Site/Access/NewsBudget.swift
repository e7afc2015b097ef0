import Tracking

/// How many questions the form may send. The store limits what one mailbox gets; this limits how many mailboxes one
/// link, and one neighborhood of addresses, can reach: whoever has a link could otherwise write to the world.
final class NewsBudget: Sendable {
  private let links = TokenBuckets<String>(capacity: 5, refillSeconds: 4 * 3600)
  private let neighborhoods = AddressBudget(capacity: 10, refillSeconds: 600)

  /// Takes one, where both have one left.
  /// - Parameter subject: of the link (`OpenLink.subject`).
  func take(_ subject: String, from address: String?, at wall: Timestamp) -> Bool {
    guard links.take(subject, at: wall) else { return false }
    guard let block = address.flatMap(AddressBlock.neighborhood) else { return true }
    return neighborhoods.take(block, at: wall)
  }
}
