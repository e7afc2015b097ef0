import HTTPTypes

/// What can go wrong at a carrier, on purpose.
public enum SandboxFault: Hashable, Sendable {
  /// Takes the request and never answers.
  case hang
  /// Announces the whole body and closes after half of it.
  case closeMidBody
  case serverError
  /// 200 with a maintenance page instead of data.
  case htmlPage
  /// The answer, whole by its headers, cut in the middle.
  case truncated
  /// The answer behind ten megabytes of blanks.
  case tenMegabytes
  /// Says UTF-8 and sends Latin-1.
  case wrongCharset
  /// The right answer, in pieces, over this many milliseconds of wall time.
  case slow(milliseconds: Int)

  /// The answer that this fault makes of a good one; faults of the connection leave it as it is.
  func spoil(_ answer: SandboxAnswer) -> SandboxAnswer {
    var spoiled = answer
    switch self {
    case .hang, .closeMidBody, .slow: break
    case .serverError: return .page(500, "Internal Server Error")
    case .htmlPage: return .page(200, "Scheduled maintenance")
    case .truncated: spoiled.body = Array(answer.body.prefix(answer.body.count / 2))
    case .tenMegabytes: spoiled.body = [UInt8](repeating: 0x20, count: 10 << 20) + answer.body
    case .wrongCharset:
      // An umlaut in the middle of the first text, so that the bytes are never valid UTF-8.
      let text = String(decoding: answer.body, as: UTF8.self)
      spoiled.body = text.unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : 0x3F }
      if let index = spoiled.body.firstIndex(where: { $0 > 0x7F }) ?? spoiled.body.firstIndex(of: 0x65) {
        spoiled.body[index] = 0xFC
      }
      let type = (answer.headers[.contentType] ?? "text/plain").split(separator: ";").first.map(String.init) ?? ""
      spoiled.headers[.contentType] = type + "; charset=utf-8"
    }
    return spoiled
  }
}
