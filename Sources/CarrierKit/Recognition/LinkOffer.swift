/// The address of a carrier's own page, cut at its placeholders once: every tracking page carries one.
struct LinkOffer: Hashable, Sendable {
  private enum Piece: Hashable, Sendable {
    case text(String)
    case number, language
  }

  private let pieces: [Piece]

  /// - Parameter template: an address with `{number}` and perhaps `{language}`, as the manifest's check lets pass.
  init(_ template: String) {
    var pieces: [Piece] = []
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      pieces.append(.text(String(rest[..<open])))
      switch rest[rest.index(after: open)..<close] {
      case "number": pieces.append(.number)
      case "language": pieces.append(.language)
      default: pieces.append(.text(String(rest[open...close])))
      }
      rest = rest[rest.index(after: close)...]
    }
    self.pieces = pieces + [.text(String(rest))]
  }

  /// The address with both values percent-encoded: all but RFC 3986's unreserved characters.
  func link(number: String, language: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(128)
    for piece in pieces {
      switch piece {
      case .text(let text): bytes.append(contentsOf: text.utf8)
      case .number: LinkOffer.encode(number, into: &bytes)
      case .language: LinkOffer.encode(language, into: &bytes)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func encode(_ text: String, into bytes: inout [UInt8]) {
    let digits: StaticString = "0123456789ABCDEF"
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
      default:
        bytes.append(UInt8(ascii: "%"))
        bytes.append(digits.utf8Start[Int(byte >> 4)])
        bytes.append(digits.utf8Start[Int(byte & 15)])
      }
    }
  }
}
