/// The parts of a mail (RFC 2045 and 2046) with the places of their bodies. Whatever is signed, encrypted, attached,
/// cut off or not understood is a part that stays.
struct MailStructure {
  struct Part: Sendable {
    enum Encoding: Sendable, Equatable {
      case identity, quotedPrintable, base64
    }

    /// As in IMAP; empty for the whole message.
    var name: String
    var body: Range<Int>
    /// Nil for a part that stays: no text, or not understood.
    var text: TextForm?
    var encoding: Encoding = .identity
  }

  /// How the links of a text are found.
  struct TextForm: Sendable {
    var isHTML: Bool
    var charset: TextCharset
    var joinsLines = false
  }

  private let bytes: [UInt8]
  private let limits: RewriteLimits
  private(set) var parts: [Part] = []
  private(set) var skipped: [RewriteReport.SkippedPart] = []
  /// Header fields over the message that a change breaks.
  private(set) var signatures: [String] = []
  private var count = 0

  static func read(_ bytes: [UInt8], limits: RewriteLimits) -> MailStructure {
    var mail = MailStructure(bytes: bytes, limits: limits)
    mail.read(0..<bytes.count, name: "", depth: 0)
    return mail
  }

  private init(bytes: [UInt8], limits: RewriteLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  private mutating func skip(_ name: String, _ range: Range<Int>, _ why: String?) {
    parts.append(Part(name: name, body: range))
    if let why { skipped.append(RewriteReport.SkippedPart(part: name, why: why)) }
  }

  private mutating func read(_ range: Range<Int>, name: String, depth: Int, isDigest: Bool = false) {
    count += 1
    guard count <= limits.parts else { return skip(name, range, count == limits.parts + 1 ? "too many parts" : nil) }
    guard let header = MailHeader(bytes, in: range, limits: limits) else {
      return skip(name, range, "a header that is none")
    }
    if depth == 0 { noteSignatures(header) }
    if let why = Self.refusal(header) { return skip(name, range, why) }
    let body = header.bodyStart..<range.upperBound
    let declared = header.values("content-type").first
    guard let type = MediaType(declared ?? (isDigest ? "message/rfc822" : "text/plain")) else {
      return skip(name, range, "a Content-Type that cannot be read")
    }
    if type.name.hasPrefix("multipart/") {
      readMultipart(body, type, header, name: name, depth: depth)
    } else {
      readLeaf(body, type, header, name: name)
    }
  }

  /// Why nothing below this header may change; nil where it may.
  private static func refusal(_ header: MailHeader) -> String? {
    for name in ["content-type", "content-transfer-encoding", "content-disposition"]
    where header.values(name).count > 1 {
      return "two \(name) fields"
    }
    for name in ["content-length", "content-md5"] where header.has(name) {
      return "\(name) speaks of the body as it is"
    }
    return nil
  }

  private mutating func noteSignatures(_ header: MailHeader) {
    signatures = [
      ("dkim-signature", "DKIM-Signature"), ("domainkey-signature", "DomainKey-Signature"),
      ("arc-message-signature", "ARC-Message-Signature"),
    ].filter { header.has($0.0) }.map(\.1)
  }

  // MARK: leaves

  private mutating func readLeaf(_ body: Range<Int>, _ type: MediaType, _ header: MailHeader, name: String) {
    let isHTML = type.name == "text/html" || type.name == "text/x-amp-html"
    if type.name.hasSuffix("pkcs7-mime") { return skip(name, body, "signed or encrypted (S/MIME)") }
    guard isHTML || type.name == "text/plain" else { return skip(name, body, nil) }
    if let disposition = header.values("content-disposition").first, MediaType(disposition)?.name != "inline" {
      return skip(name, body, "an attachment")
    }
    guard let charset = TextCharset(name: type.parameters["charset"]) else {
      return skip(name, body, "a charset in which ASCII is not ASCII, or an unknown one")
    }
    guard let encoding = Self.encoding(header) else { return skip(name, body, "an unknown transfer encoding") }
    // What a signed text says is not ours to change.
    if !isHTML,
      bytes[body].prefix(200).split(separator: 0x0A).contains(where: { $0.starts(with: "-----BEGIN PGP ".utf8) })
    {
      return skip(name, body, "signed or encrypted (PGP)")
    }
    var form = TextForm(isHTML: isHTML, charset: charset)
    form.joinsLines = type.parameters["delsp"]?.lowercased() == "yes"
    parts.append(Part(name: name, body: body, text: form, encoding: encoding))
  }

  private static func encoding(_ header: MailHeader) -> Part.Encoding? {
    guard let value = header.values("content-transfer-encoding").first else { return .identity }
    switch MediaType(value)?.name {
    case "7bit", "8bit", "binary": return .identity
    case "quoted-printable": return .quotedPrintable
    case "base64": return .base64
    default: return nil
    }
  }

  // MARK: multiparts

  private mutating func readMultipart(
    _ body: Range<Int>, _ type: MediaType, _ header: MailHeader, name: String, depth: Int
  ) {
    if type.name == "multipart/signed" { return skip(name, body, "signed") }
    if type.name == "multipart/encrypted" { return skip(name, body, "encrypted") }
    guard depth < limits.depth else { return skip(name, body, "multiparts too deep in one another") }
    guard Self.encoding(header) == .identity else { return skip(name, body, "an encoded multipart") }
    guard let boundary = type.parameters["boundary"], (1...200).contains(boundary.utf8.count) else {
      return skip(name, body, "a multipart without boundary")
    }
    guard let inner = split(body, at: Array("--".utf8) + Array(boundary.utf8)), !inner.isEmpty else {
      return skip(name, body, "a multipart that does not end: cut off or broken")
    }
    for (index, range) in inner.enumerated() {
      let path = name.isEmpty ? "\(index + 1)" : "\(name).\(index + 1)"
      read(range, name: path, depth: depth + 1, isDigest: type.name == "multipart/digest")
    }
  }

  /// The parts between delimiter lines, without the line break before each of them; nil where the last one is missing.
  private func split(_ body: Range<Int>, at delimiter: [UInt8]) -> [Range<Int>]? {
    var found: [Range<Int>] = []
    var start: Int?
    var at = body.lowerBound
    while at < body.upperBound {
      let feed = bytes[at..<body.upperBound].firstIndex(of: 0x0A) ?? body.upperBound
      if let ends = Self.isDelimiter(bytes[at..<feed], delimiter) {
        if let start { found.append(start..<max(start, lineBreak(before: at))) }
        if ends { return found }
        start = min(feed + 1, body.upperBound)
        if found.count > limits.parts { return nil }
      }
      at = feed + 1
    }
    return nil
  }

  /// Nil for another line; else whether it is the last one of its multipart.
  private static func isDelimiter(_ line: ArraySlice<UInt8>, _ delimiter: [UInt8]) -> Bool? {
    guard line.starts(with: delimiter) else { return nil }
    var rest = line.dropFirst(delimiter.count)
    let ends = rest.starts(with: "--".utf8)
    if ends { rest = rest.dropFirst(2) }
    return rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) ? ends : nil
  }

  private func lineBreak(before index: Int) -> Int {
    guard index > 0, bytes[index - 1] == 0x0A else { return index }
    return index > 1 && bytes[index - 2] == 0x0D ? index - 2 : index - 1
  }
}
