import HTTPTypes

/// HTTP over libcurl: one thread, many exchanges, connections reused, HTTP/2 where a server offers it over TLS.
///
/// Safe to use from any task. A transport that is let go ends what it runs.
public final class CurlTransport: Sendable {
  public let configuration: TransportConfiguration
  let loop: CurlLoop

  public init(_ configuration: TransportConfiguration = TransportConfiguration()) {
    self.configuration = configuration
    loop = CurlLoop(
      connectionsPerHost: configuration.connectionsPerHost, connections: configuration.connections)
  }

  deinit {
    loop.abandon()
  }

  /// Sends `request` and gives the answer with its whole body, decompressed (`Content-Encoding` and
  /// `Content-Length` stand in the answer as the server sent them).
  ///
  /// Any status is an answer; a failure means that there was none. Redirects are followed within the same origin
  /// only, and for GET and HEAD only. Cancelling the task ends the exchange at once with `.cancelled`.
  public func send(
    _ request: HTTPRequest, body: [UInt8] = [], limits: TransferLimits = .carrier
  ) async throws(TransportFailure) -> (HTTPResponse, [UInt8]) {
    let origin = try Target(request, configuration)
    var target = origin
    var followed = 0
    while true {
      let answer = try await exchange(request, target, body, limits).get()
      guard let location = answer.location, limits.redirects > 0, [.get, .head].contains(request.method),
        [301, 302, 303, 307, 308].contains(answer.response.status.code)
      else { return (answer.response, answer.body) }
      target = try Target(location, configuration)
      followed += 1
      guard target.hasSameOrigin(as: origin), followed <= limits.redirects else { throw .redirected(to: target.host) }
    }
  }

  /// Refuses new exchanges, waits for those that run, at most `grace`, then ends them with `.stopped`.
  public func shutDown(grace: Duration = .seconds(10)) async {
    await loop.shutDown(grace: grace)
  }

  private func exchange(
    _ request: HTTPRequest, _ target: Target, _ body: [UInt8], _ limits: TransferLimits
  ) async -> Result<HTTPTransfer.Answer, TransportFailure> {
    await loop.run { continuation in
      HTTPTransfer(
        request, target: target, body: body, configuration: configuration, limits: limits,
        answered: { continuation.resume(returning: $0) })
    }
  }
}
