import Foundation
import Hummingbird
import NIOCore

/// A posted form (`application/x-www-form-urlencoded`) of at most 4 kB.
enum FormBody {
  /// The decoded value of a field; nil where it is not there or the body is too large or no form.
  static func field(_ name: String, of request: Request) async -> String? {
    guard let type = request.headers[.contentType]?.lowercased(),
      type.hasPrefix("application/x-www-form-urlencoded"),
      let buffer = try? await request.body.collect(upTo: 4096)
    else { return nil }
    let value = SiteRequest.fields(String(buffer: buffer)).first { $0.name == name }?.value
    return value?.replacing("+", with: " ").removingPercentEncoding
  }
}
