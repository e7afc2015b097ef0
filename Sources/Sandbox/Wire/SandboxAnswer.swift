import HTTPTypes

/// What a carrier answers: status, headers, bytes.
public struct SandboxAnswer: Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// `Content-Type` and what else the carrier says; lengths are the server's work.
  public var headers: HTTPFields
  /// As sent, not compressed.
  public var body: [UInt8]

  init(status: Int = 200, type: String, body: String) {
    self.status = status
    headers = [.contentType: type]
    self.body = Array(body.utf8)
  }

  static func json(_ value: JSONText, status: Int = 200, type: String = "application/json") -> SandboxAnswer {
    SandboxAnswer(status: status, type: type, body: value.text)
  }

  /// RFC 7807, as several carriers send it.
  static func problem(_ status: Int, _ title: String, _ detail: String, instance: String? = nil) -> SandboxAnswer {
    var members: [(String, JSONText)] = [
      ("title", .string(title)), ("detail", .string(detail)), ("status", .number(status)),
    ]
    if let instance { members.append(("instance", .string(instance))) }
    return .json(.object(members), status: status, type: "application/problem+json")
  }

  /// The page that a gateway puts before an API when it is unwell.
  static func page(_ status: Int, _ title: String) -> SandboxAnswer {
    SandboxAnswer(
      status: status, type: "text/html; charset=utf-8",
      body: "<!DOCTYPE html><html><head><title>\(status) \(title)</title></head>"
        + "<body><h1>\(title)</h1><hr></body></html>")
  }

  /// With `Retry-After`, where the carrier sends one.
  func retrying(after hint: String?) -> SandboxAnswer {
    guard let hint else { return self }
    var answer = self
    answer.headers[.retryAfter] = hint
    return answer
  }
}
