import Foundation
import HTTPTypes
import Tracking

/// One attempt to deliver one event to one endpoint.
public struct WebhookRequest: Sendable {
  /// The same over all attempts and after a restart.
  public var id: String
  public var body: [UInt8]
  /// The current secret first; while one is being rotated, the one before it signs too.
  public var secrets: [WebhookSecret]
  public var url: String

  public init(id: String, body: [UInt8], secrets: [WebhookSecret], url: String) {
    self.id = id
    self.body = body
    self.secrets = secrets
    self.url = url
  }

  /// The request as it goes out at `now` (wall time: a receiver checks it against its own clock). Nil where the URL
  /// has no scheme, host and path.
  public func request(at now: Timestamp) -> HTTPRequest? {
    guard let address = WebhookAddress(url) else { return nil }
    var fields = HTTPFields()
    fields[.contentType] = "application/json"
    let signatures = secrets.map { $0.signature(id: id, timestamp: now.seconds, body: body) }
    for (name, value) in [
      ("webhook-id", id), ("webhook-timestamp", String(now.seconds)),
      ("webhook-signature", signatures.joined(separator: " ")),
    ] {
      guard let name = HTTPField.Name(name) else { return nil }
      fields[name] = value
    }
    return HTTPRequest(
      method: .post, scheme: address.scheme, authority: address.authority, path: address.path, headerFields: fields)
  }
}

/// The parts of an endpoint's address that a request needs.
struct WebhookAddress: Hashable, Sendable {
  let scheme: String
  let authority: String
  let path: String

  /// Nil for anything but http or https with a host, and for addresses that carry a user.
  init?(_ url: String) {
    guard let mark = url.range(of: "://") else { return nil }
    scheme = url[..<mark.lowerBound].lowercased()
    let rest = url[mark.upperBound...].prefix { $0 != "#" }
    let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
    authority = String(rest[..<end])
    let tail = String(rest[end...])
    path = tail.isEmpty ? "/" : tail.hasPrefix("?") ? "/" + tail : tail
    guard ["http", "https"].contains(scheme), !authority.isEmpty, !authority.contains("@"),
      path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f })
    else { return nil }
  }
}
