import HTTPTypes

/// The headers that every answer carries: the pages are links someone may hold by accident, so nothing is
/// indexed, kept, framed, sniffed or told to the next site.
enum SecurityHeaders {
  /// For answers that are no page.
  static let base: HTTPFields = [
    .contentSecurityPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    .xContentTypeOptions: "nosniff",
    .referrerPolicy: "no-referrer",
    .cacheControl: "private, no-store",
    .robots: "noindex, nofollow, noarchive",
    .openerPolicy: "same-origin",
    .resourcePolicy: "same-origin",
  ]

  /// For a page with its two style blocks.
  /// - Parameter styleHashes: `sha256-…` of each block's bytes.
  static func page(styleHashes: [String]) -> HTTPFields {
    var fields = base
    let styles = styleHashes.isEmpty ? "'none'" : styleHashes.map { "'\($0)'" }.joined(separator: " ")
    fields[.contentSecurityPolicy] =
      "default-src 'none'; style-src \(styles); img-src 'self'; form-action 'self'; base-uri 'none'; "
      + "frame-ancestors 'none'"
    fields[.contentType] = "text/html; charset=utf-8"
    return fields
  }
}

extension HTTPField.Name {
  static let referrerPolicy = required("Referrer-Policy")
  static let robots = required("X-Robots-Tag")
  static let openerPolicy = required("Cross-Origin-Opener-Policy")
  static let resourcePolicy = required("Cross-Origin-Resource-Policy")
  static let refresh = required("Refresh")
  static let link = required("Link")
  static let forwardedFor = required("X-Forwarded-For")
  static let fetchSite = required("Sec-Fetch-Site")

  /// A name that is written here, so it is a token; were it none, the answer would carry a harmless field instead.
  private static func required(_ name: String) -> HTTPField.Name {
    HTTPField.Name(name) ?? .xContentTypeOptions
  }
}
