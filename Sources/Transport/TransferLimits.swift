/// How long and how large one exchange may be. Durations are wall time.
public struct TransferLimits: Hashable, Sendable {
  /// Name resolution, TCP and TLS together.
  public var connect: Duration
  /// From submission to the last byte, waiting for a free connection included.
  public var total: Duration
  /// Slower than this many bytes a second for `slowFor` ends the exchange; 0 switches it off.
  public var slowerThan: Int
  public var slowFor: Duration
  /// Bytes of the body after decompression.
  public var body: Int
  /// Redirects followed within the same origin, for GET and HEAD only. With 0 a redirect is an answer like any other.
  public var redirects: Int
  /// The status alone is wanted: the answer stands once its header is complete, and what follows (an error page without
  /// end, a body that trickles, a connection that breaks) neither fails the exchange nor is kept beyond `body`.
  public var isStatusEnough: Bool

  public init(
    connect: Duration = .seconds(10), total: Duration = .seconds(30), slowerThan: Int = 32,
    slowFor: Duration = .seconds(15), body: Int = 2 << 20, redirects: Int = 3,
    isStatusEnough: Bool = false
  ) {
    self.connect = connect
    self.total = total
    self.slowerThan = slowerThan
    self.slowFor = slowFor
    self.body = body
    self.redirects = redirects
    self.isStatusEnough = isStatusEnough
  }

  /// For asking a carrier: 2 MiB, 30 s.
  public static let carrier = TransferLimits()
  /// For webhooks: the answer is read for its status only, and a redirect is a failed delivery.
  public static let webhook = TransferLimits(
    total: .seconds(15), body: 64 << 10, redirects: 0, isStatusEnough: true)
  /// For handing a mail to a relay; servers may think for minutes about its content (RFC 5321 4.5.3.2).
  public static let mail = TransferLimits(total: .seconds(300), slowerThan: 0, body: 64 << 10, redirects: 0)
}

extension Duration {
  /// Whole milliseconds, at least 1, as libcurl wants them (0 would mean "no limit").
  var curlMilliseconds: Int {
    let (seconds, attoseconds) = components
    let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    if overflow || whole > 1 << 30 { return 1 << 30 }
    return max(1, Int(whole) + Int(attoseconds / 1_000_000_000_000_000))
  }
}
