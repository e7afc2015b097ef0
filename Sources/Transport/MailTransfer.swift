import CCurl

/// One mail on its way to the relay.
final class MailTransfer: Transfer, @unchecked Sendable {
  typealias Outcome = Result<MailReceipt, MailFailure>

  private let relay: MailRelay
  private let sender: String
  private let message: [UInt8]
  private let answered: @Sendable (Outcome) -> Void
  private var dialogue: MailDialogue
  private var position = 0

  init(
    _ message: [UInt8], from sender: String, to recipients: [String], relay: MailRelay,
    configuration: TransportConfiguration, limits: TransferLimits, answered: @escaping @Sendable (Outcome) -> Void
  ) {
    self.relay = relay
    self.sender = sender
    self.message = message
    self.answered = answered
    dialogue = MailDialogue(recipients: recipients)
    super.init(configuration: configuration, limits: limits, isPlain: relay.security == .plain)
  }

  override func prepare(_ handle: EasyHandle) {
    super.prepare(handle)
    let scheme = relay.security == .tls ? "smtps" : "smtp"
    handle.set(CURLOPT_URL, "\(scheme)://\(relay.host):\(relay.port)/\(relay.greeting)")
    handle.set(CURLOPT_PROTOCOLS_STR, scheme)
    if relay.security != .plain { handle.set(CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
    if let user = relay.user { handle.set(CURLOPT_USERNAME, user) }
    if let password = relay.password { handle.set(CURLOPT_PASSWORD, password) }
    handle.set(CURLOPT_MAIL_FROM, "<\(sender)>")
    handle.set(CURLOPT_MAIL_RCPT, list: dialogue.recipients.map { "<\($0.address)>" })
    // One refused recipient must not keep the mail from the others (the option's name is spelled so).
    handle.set(CURLOPT_MAIL_RCPT_ALLLOWFAILS, 1)
    handle.set(CURLOPT_UPLOAD, 1)
    _ = ccurl_set_size(handle.pointer, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
    _ = ccurl_set_pointer(handle.pointer, CURLOPT_READDATA, context)
    _ = ccurl_set_data_callback(handle.pointer, CURLOPT_READFUNCTION) { buffer, size, count, context in
      guard let buffer, let context else { return Int(CURL_READFUNC_ABORT) }
      return MailTransfer.here(context).giveBytes(UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
    }
    // Replies reach the header and body callbacks too; what they say is taken from the dialogue.
    _ = ccurl_set_data_callback(handle.pointer, CURLOPT_HEADERFUNCTION) { _, size, count, _ in size * count }
    _ = ccurl_set_data_callback(handle.pointer, CURLOPT_WRITEFUNCTION) { _, size, count, _ in size * count }
    handle.set(CURLOPT_VERBOSE, 1)
    _ = ccurl_set_pointer(handle.pointer, CURLOPT_DEBUGDATA, context)
    _ = ccurl_set_debug_callback(handle.pointer) { _, kind, bytes, count, context in
      guard let bytes, let context, kind == CURLINFO_HEADER_IN || kind == CURLINFO_HEADER_OUT else { return 0 }
      let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
      MailTransfer.here(context).note(line, isOurs: kind == CURLINFO_HEADER_OUT)
      return 0
    }
  }

  override func finish(_ failure: TransportFailure?) {
    let reply = dialogue.reply
    if failure == nil, dialogue.stage == .content, let reply, reply.isAccepted {
      return answered(.success(MailReceipt(recipients: dialogue.recipients, reply: reply)))
    }
    // libcurl reports a refusal as an odd reply; the reply itself says more.
    let isRefused = (reply?.code ?? 0) >= 400
    answered(
      .failure(
        MailFailure(
          stage: dialogue.stage, reply: reply, recipients: dialogue.recipients,
          cause: isRefused ? nil : failure ?? .garbled("the server's replies do not fit"))))
  }

  private func note(_ line: String, isOurs: Bool) {
    if isOurs { dialogue.sent(line) } else { dialogue.received(line) }
  }

  private func giveBytes(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, message.count - position)
    guard count > 0 else { return 0 }
    buffer.copyBytes(from: message[position..<position + count])
    position += count
    return count
  }

  private static func here(_ context: UnsafeMutableRawPointer) -> MailTransfer {
    Unmanaged<MailTransfer>.fromOpaque(context).takeUnretainedValue()
  }
}
