/// Hands mails to one relay, over the same thread and limits as HTTP. Connections to the relay are reused.
public struct MailSubmission: Sendable {
  public let relay: MailRelay
  private let transport: CurlTransport

  public init(relay: MailRelay, transport: CurlTransport) {
    self.relay = relay
    self.transport = transport
  }

  /// Sends one message to all recipients in one transaction.
  ///
  /// `message` is complete (header and content, lines ended by CR LF); dots are stuffed here. The receipt says
  /// which recipients were refused. Addresses are bare (`a@example.org`); one with a blank, a control character or
  /// an angle bracket is refused before anything is sent.
  public func send(
    _ message: [UInt8], from sender: String, to recipients: [String], limits: TransferLimits = .mail
  ) async throws(MailFailure) -> MailReceipt {
    if let flaw = flaw(sender, recipients) {
      let unasked = recipients.map { MailRecipient(address: $0) }
      throw MailFailure(stage: .connecting, reply: nil, recipients: unasked, cause: flaw)
    }
    let outcome: MailTransfer.Outcome = await transport.loop.run { continuation in
      MailTransfer(
        message, from: sender, to: recipients, relay: relay, configuration: transport.configuration, limits: limits,
        answered: { continuation.resume(returning: $0) })
    }
    return try outcome.get()
  }

  private func flaw(_ sender: String, _ recipients: [String]) -> TransportFailure? {
    if recipients.isEmpty { return .badRequest("no recipient") }
    let host = relay.host.lowercased()
    if relay.security == .plain, !(transport.configuration.allowsPlainLoopback && Target.isLoopback(host: host)) {
      return .refusedScheme("smtp without TLS")
    }
    let names = [relay.host, relay.greeting]
    guard names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(MailSubmission.isHostByte) }),
      (1...65_535).contains(relay.port)
    else { return .badRequest("the relay's name or port is not one") }
    guard ([sender] + recipients).allSatisfy(MailSubmission.isBareAddress) else {
      return .badRequest("an address is not one")
    }
    return nil
  }

  /// Local part and domain without anything that could end the command (RFC 5321 4.1.2, narrowed; 254 bytes by 4.5.3.1).
  private static func isBareAddress(_ address: String) -> Bool {
    let parts = address.split(separator: "@", omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty } && address.utf8.count <= 254
      && address.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"),
      UInt8(ascii: "["), UInt8(ascii: "]"):
      true
    default: false
    }
  }
}
