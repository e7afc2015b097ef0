import Foundation

/// A mail that the sandbox's SMTP server took.
public struct ReceivedMail: Hashable, Sendable {
  public var recipients: [String]
  /// As it came, header and content.
  public var bytes: [UInt8]

  /// The part of this type (`text/plain`), decoded; nil where there is none. Reads what our own mails are: one level
  /// of multipart, quoted-printable.
  public func part(_ type: String) -> String? {
    let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\r\n", with: "\n")
    guard let start = text.range(of: "\nContent-Type: \(type);"),
      let head = text.range(of: "\n\n", range: start.upperBound..<text.endIndex)
    else { return nil }
    let end = text.range(of: "\n--=_", range: head.upperBound..<text.endIndex)?.lowerBound ?? text.endIndex
    return ReceivedMail.quotedPrintable(text[head.upperBound..<end])
  }

  /// RFC 2045, 6.7.
  static func quotedPrintable(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.replacingOccurrences(of: "=\n", with: "").utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "="), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A webhook that the sandbox took, as a shop's server sees it.
public struct ReceivedHook: Hashable, Sendable, Codable {
  /// `webhook-id`, `webhook-timestamp`, `webhook-signature`.
  public var headers: [String: String]
  public var body: String
}

/// What came to the sandbox's mailboxes and to its shop's server, oldest first.
public actor Inbox {
  /// More is forgotten, oldest first.
  static let most = 500
  public private(set) var mails: [ReceivedMail] = []
  public private(set) var hooks: [ReceivedHook] = []

  public init() {}

  func add(_ mail: ReceivedMail) { mails = Array((mails + [mail]).suffix(Self.most)) }

  func add(_ hook: ReceivedHook) { hooks = Array((hooks + [hook]).suffix(Self.most)) }
}
