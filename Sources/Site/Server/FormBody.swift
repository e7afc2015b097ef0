import Foundation
import Hummingbird
import NIOCore

/// A posted form (`application/x-www-form-urlencoded`) of at most 4 kB.
enum FormBody {
  /// The decoded value of a field; nil where it is not there or the body is too large or no form.
  static func field(_ name: String, of request: Request) async -> String? {
    await fields(of: request)[name]
  }

  /// All fields, decoded; of several with one name the first. Empty where the body is too large or no form.
  static func fields(of request: Request) async -> [String: String] {
    guard let type = request.headers[.contentType]?.lowercased(),
      type.hasPrefix("application/x-www-form-urlencoded"),
      let buffer = try? await request.body.collect(upTo: 4096)
    else { return [:] }
    let fields = SiteRequest.fields(String(buffer: buffer)).compactMap { name, value in
      value.replacing("+", with: " ").removingPercentEncoding.map { (String(name), $0) }
    }
    return Dictionary(fields) { first, _ in first }
  }
}
