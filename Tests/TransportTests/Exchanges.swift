import HTTPTypes
import Testing

@testable import Transport

/// A transport for plain loopback.
func loopback(_ change: (inout TransportConfiguration) -> Void = { _ in }) -> CurlTransport {
  var configuration = TransportConfiguration(allowsPlainLoopback: true)
  change(&configuration)
  return CurlTransport(configuration)
}

func get(_ port: Int, _ path: String = "/") -> HTTPRequest {
  HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
}

/// What `send` threw; nil where it answered.
func failure(
  _ transport: CurlTransport, _ request: HTTPRequest, body: [UInt8] = [], limits: TransferLimits = .carrier
) async -> TransportFailure? {
  do {
    _ = try await transport.send(request, body: body, limits: limits)
    return nil
  } catch {
    return error
  }
}

/// The kind of a failure without its words.
func kind(_ failure: TransportFailure?) -> String {
  switch failure {
  case nil: "answered"
  case .cancelled: "cancelled"
  case .stopped: "stopped"
  case .timeout: "timeout"
  case .name: "name"
  case .connect: "connect"
  case .tls: "tls"
  case .tooLarge: "tooLarge"
  case .closed: "closed"
  case .garbled: "garbled"
  case .redirected: "redirected"
  case .refusedScheme: "refusedScheme"
  case .refusedAddress: "refusedAddress"
  case .badRequest: "badRequest"
  case .other(let code, _): "other \(code)"
  }
}
