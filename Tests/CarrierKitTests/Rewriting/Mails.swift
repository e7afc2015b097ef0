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

/// A generator that tests can repeat (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
