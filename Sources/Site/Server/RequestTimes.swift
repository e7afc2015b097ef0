import Metrics

/// How long answers take, from the request's head to the last byte handed to the connection.
///
/// The labels are a closed list: nothing of a request gets into them.
struct RequestTimes: Sendable {
  private let cached = Self.timer("page", from: "cache")
  private let page = Self.timer("page", from: "store")
  private let api = Self.timer("api", from: "store")
  private let other = Self.timer("other", from: "store")
  private let failures = Counter(label: "tidings_http_server_errors_total")

  func record(_ start: ContinuousClock.Instant, path: String, isCached: Bool, status: Int) {
    let timer = isCached ? cached : isPage(path) ? page : path.hasPrefix("/v1/") ? api : other
    timer.record(duration: start.duration(to: .now))
    if status >= 500 { failures.increment() }
  }

  private func isPage(_ path: String) -> Bool { path.hasPrefix("/t/") || path.hasPrefix("/p/") }

  private static func timer(_ route: String, from: String) -> Metrics.Timer {
    Metrics.Timer(label: "tidings_http_request_seconds", dimensions: [("route", route), ("from", from)])
  }
}
