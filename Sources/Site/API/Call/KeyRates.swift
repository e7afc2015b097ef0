import HTTPTypes
import Synchronization
import Tracking

/// How many requests each key has left in its minute, as the fields `RateLimit` and `RateLimit-Policy` tell
/// (draft-ietf-httpapi-ratelimit-headers).
final class KeyRates: Sendable {
  struct Rate: Sendable {
    let isGranted: Bool
    let quota: Int
    let left: Int
    /// Seconds until the quota is whole again.
    let reset: Int64

    var fields: HTTPFields {
      [
        .rateLimitPolicy: "\"key\";q=\(quota);w=\(KeyRates.windowSeconds)",
        .rateLimit: "\"key\";r=\(left);t=\(reset)",
      ]
    }

    var problem: Problem {
      var problem = Problem(
        .tooManyRequests, detail: "A key may make \(quota) requests a minute; the next in \(reset) s.")
      problem.fields[.retryAfter] = String(reset)
      return problem
    }
  }

  static let windowSeconds: Int64 = 60
  /// A minute begins with a key's first request, not with the clock's: keys do not all return at once.
  private let windows = Mutex<[String: (begun: Timestamp, used: Int)]>([:])
  private let quota: Int

  init(perMinute: Int) {
    quota = max(1, perMinute)
  }

  func take(_ key: String, at wall: Timestamp) -> Rate {
    windows.withLock { windows in
      var window = windows[key] ?? (wall, 0)
      let age = wall.seconds(since: window.begun)
      if !(0..<Self.windowSeconds).contains(age) { window = (wall, 0) }
      let reset = max(1, Self.windowSeconds - wall.seconds(since: window.begun))
      let isGranted = window.used < quota
      if isGranted { window.used += 1 }
      windows[key] = window
      return Rate(isGranted: isGranted, quota: quota, left: quota - window.used, reset: reset)
    }
  }
}
