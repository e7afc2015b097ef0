import CarrierKit
import Foundation

/// What was done to a message, as JSON, with the message.
struct RewriteJSON: Encodable {
  struct Replaced: Encodable {
    let host: String
    let link: String
  }

  struct Left: Encodable {
    let host: String
    let why: String
    let count: Int
  }

  struct Skipped: Encodable {
    /// `1.2` is the second part of the first; empty for the whole message.
    let part: String
    let why: String
  }

  let replaced: [Replaced]
  let left: [Left]
  let skipped: [Skipped]
  let warnings: [String]
  /// Base64, because a message may be in any charset.
  let message: String

  init(_ report: RewriteReport, message: [UInt8]) {
    replaced = report.replaced.map { Replaced(host: $0.host, link: $0.link) }
    left = report.left.map { Left(host: $0.host, why: $0.why.rawValue, count: $0.count) }
    skipped = report.skipped.map { Skipped(part: $0.part, why: $0.why) }
    warnings = report.warnings
    self.message = Data(message).base64EncodedString()
  }
}
