import CarrierKit
import Testing

/// What the tests of link rewriting share.
enum Mails {
  static func rewriter(base: String = "https://track.lindenhof.example", limits: RewriteLimits = RewriteLimits()) throws
    -> LinkRewriter
  {
    LinkRewriter(try recognizer.get(), base: try #require(PlainLinkBase(base)), limits: limits)
  }

  private static let recognizer = Result { try Recognizer(Project.loaded.catalog) }

  static func bytes(_ name: String) throws -> [UInt8] {
    try #require(Project.bytes("\(Project.root)/Fixtures/mails/\(name)"))
  }

  /// A mail with line ends as on the wire.
  static func mail(_ header: String, _ body: String) -> [UInt8] {
    Array((header + "\n\n" + body).replacing("\n", with: "\r\n").utf8)
  }

  static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  /// A link of DHL, and what stands for it.
  static let old = "https://www.dhl.de/de/privatkunden.html?piececode=00340434602718000008"
  static let new = "https://track.lindenhof.example/p/dhl/00340434602718000008"
}
