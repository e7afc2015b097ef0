/// The SMTP server that takes our mail.
public struct MailRelay: Hashable, Sendable {
  public enum Security: Hashable, Sendable {
    /// TLS from the first byte (RFC 8314), usually port 465.
    case tls
    /// STARTTLS, and no mail without it; usually port 587.
    case startTLS
    /// In the clear. Loopback only, and only where the transport's configuration allows it.
    case plain
  }

  /// A name, an IPv4 address, or an IPv6 address in brackets.
  public var host: String
  public var port: Int
  public var security: Security
  public var user: String?
  public var password: String?
  /// The name we greet with (EHLO).
  public var greeting: String

  public init(
    host: String, port: Int, security: Security, user: String? = nil, password: String? = nil,
    greeting: String = "localhost"
  ) {
    self.host = host
    self.port = port
    self.security = security
    self.user = user
    self.password = password
    self.greeting = greeting
  }
}

/// An SMTP server's reply (RFC 5321 4.2).
public struct MailReply: Hashable, Sendable {
  /// 200 to 299 accepted, 400 to 499 try again later, 500 to 599 refused for good.
  public var code: Int
  /// The words behind the code; of several lines the last. May repeat the address it is about.
  public var text: String

  public init(code: Int, text: String) {
    self.code = code
    self.text = text
  }

  public var isAccepted: Bool { (200...299).contains(code) }
  /// Whether the same mail may be taken later.
  public var isTransient: Bool { (400...499).contains(code) }
}

/// What became of one recipient of a mail.
public struct MailRecipient: Hashable, Sendable {
  public var address: String
  /// Nil where the server was never asked about this recipient.
  public var reply: MailReply?

  public init(address: String, reply: MailReply? = nil) {
    self.address = address
    self.reply = reply
  }
}

/// A mail that the relay has taken for at least one recipient.
public struct MailReceipt: Hashable, Sendable {
  /// In the order given; those without an accepting reply do not get the mail.
  public var recipients: [MailRecipient]
  /// The reply after the content.
  public var reply: MailReply
}

/// A mail that was not taken, or of which nobody can say.
public struct MailFailure: Error, Hashable, Sendable {
  public enum Stage: Int, Hashable, Sendable, Comparable {
    /// Name, connection, TLS, greeting, log-in.
    case connecting
    /// The sender's address was given.
    case sender
    /// Recipients were given.
    case recipients
    /// The server asked for the content; the mail may have been taken although no reply came (RFC 1047).
    case content

    public static func < (left: Stage, right: Stage) -> Bool { left.rawValue < right.rawValue }
  }

  /// How far it came.
  public var stage: Stage
  /// The server's last reply, where one refused or none came after it.
  public var reply: MailReply?
  public var recipients: [MailRecipient]
  /// What went wrong below the dialogue; nil where `reply` is the reason.
  public var cause: TransportFailure?

  /// The server may have taken the mail: sending again could send twice.
  public var mayHaveBeenTaken: Bool { stage == .content && reply?.code == 354 }
}
