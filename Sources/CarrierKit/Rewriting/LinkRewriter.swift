import Tracking

/// Replaces carriers' tracking links by a shop's plain links, in a mail, in HTML or in a text; everything else stays byte
/// for byte.
///
/// Pure. In doubt a link, a part or the whole message stays as it is, and the report says why.
public struct LinkRewriter: Sendable {
  /// What the bytes are.
  public enum Content: String, Sendable, CaseIterable {
    /// RFC 5322 with MIME parts.
    case mail
    case html
    case text
  }

  private let recognizer: Recognizer
  private let base: PlainLinkBase
  private let usual: [CarrierID]
  private let limits: RewriteLimits

  /// - Parameter usualCarriers: of the shop; they decide where carriers share a host.
  public init(
    _ recognizer: Recognizer, base: PlainLinkBase, usualCarriers: [CarrierID] = [],
    limits: RewriteLimits = RewriteLimits()
  ) {
    self.recognizer = recognizer
    self.base = base
    usual = usualCarriers
    self.limits = limits
  }

  /// The message with its links replaced, and what was done.
  /// - Parameter charset: of HTML or text, where it is known; a mail says its own.
  public func rewrite(
    _ bytes: [UInt8], as content: Content, charset: String? = nil
  ) -> (bytes: [UInt8], report: RewriteReport) {
    var report = RewriteReport()
    guard bytes.count <= limits.bytes else {
      report.skip("", "larger than \(limits.bytes >> 20) MB")
      return (bytes, report)
    }
    let parts: [MailStructure.Part]
    switch content {
    case .mail:
      let mail = MailStructure.read(bytes, limits: limits)
      parts = mail.parts
      report.skipped = mail.skipped
      report.warnings = mail.signatures.map { "\($0): the signature does not hold any more; sign after rewriting" }
    case .html, .text:
      guard let charset = TextCharset(name: charset) else {
        report.skip("", "a charset in which ASCII is not ASCII, or an unknown one")
        return (bytes, report)
      }
      let form = MailStructure.TextForm(isHTML: content == .html, charset: charset)
      parts = [MailStructure.Part(name: "", body: 0..<bytes.count, text: form)]
    }
    return rewrite(bytes, parts, isMail: content == .mail, report)
  }

  private func rewrite(
    _ bytes: [UInt8], _ parts: [MailStructure.Part], isMail: Bool, _ report: RewriteReport
  ) -> (bytes: [UInt8], report: RewriteReport) {
    let unchanged = report
    var report = report
    var judge = LinkJudge(recognizer: recognizer, base: base, usual: usual)
    var edits: [Edit] = []
    var expected: [Int: [UInt8]] = [:]
    for (index, part) in parts.enumerated() {
      guard let form = part.text else { continue }
      guard let decoded = Self.decoded(part, bytes) else {
        report.skip(part.name, "base64 that is none")
        continue
      }
      let found = PartRewriter(text: decoded, form: form, limits: limits).edits(&judge, &report)
      guard !found.isEmpty else { continue }
      let changed = Edit.apply(found, to: decoded)
      expected[index] = changed
      edits += Self.encoded(found, changed, part, bytes)
    }
    if report.replaced.isEmpty {
      report.warnings = []
      return (bytes, report)
    }
    let result = Edit.apply(edits, to: bytes)
    if isMail, !isSound(result, bytes, parts, expected) {
      var refused = unchanged
      refused.warnings = []
      refused.skip("", "the changed mail would not read as it should")
      return (bytes, refused)
    }
    return (result, report)
  }

  /// Whether the changed mail has the same parts, with the expected text in the changed ones and the same bytes in all
  /// others.
  private func isSound(
    _ result: [UInt8], _ bytes: [UInt8], _ parts: [MailStructure.Part], _ expected: [Int: [UInt8]]
  ) -> Bool {
    let read = MailStructure.read(result, limits: limits).parts
    guard read.count == parts.count else { return false }
    return zip(read, parts).enumerated().allSatisfy { index, pair in
      let (new, old) = pair
      guard new.name == old.name, new.encoding == old.encoding else { return false }
      if let text = expected[index] { return Self.decoded(new, result) == text }
      return result[new.body].elementsEqual(bytes[old.body])
    }
  }

  private static func decoded(_ part: MailStructure.Part, _ bytes: [UInt8]) -> [UInt8]? {
    switch part.encoding {
    case .identity: Array(bytes[part.body])
    case .quotedPrintable: QuotedPrintable.decode(bytes, part.body)
    case .base64: Base64Lines.decode(bytes, part.body)
    }
  }

  private static func encoded(
    _ edits: [Edit], _ changed: [UInt8], _ part: MailStructure.Part, _ bytes: [UInt8]
  ) -> [Edit] {
    switch part.encoding {
    case .identity:
      edits.map { edit in
        Edit(
          range: edit.range.lowerBound + part.body.lowerBound..<edit.range.upperBound + part.body.lowerBound,
          bytes: edit.bytes)
      }
    case .quotedPrintable: QuotedPrintable.encode(edits, in: bytes, part.body)
    case .base64: Base64Lines.edit(replacing: part.body, of: bytes, by: changed).map { [$0] } ?? []
    }
  }
}
