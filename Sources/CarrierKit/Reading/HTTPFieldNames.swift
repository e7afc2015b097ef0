import HTTPTypes

/// Header names that swift-http-types does not name.
enum HTTPFieldNames {
  static let retryAfter = HTTPField.Name("Retry-After")
}
