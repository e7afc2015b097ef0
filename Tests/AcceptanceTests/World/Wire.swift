import HTTPTypes
import Polling
import Synchronization
import Transport

/// The way to the carriers: real sockets through libcurl, with what a test wants to alter.
final class Wire: Sendable {
  let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
  private let altering = Mutex<@Sendable ([UInt8]) -> [UInt8]>({ $0 })
  private let total = Mutex(Duration.seconds(30))

  /// How long an exchange may take from now on, in real time.
  func set(total duration: Duration) { total.withLock { $0 = duration } }

  /// Alters the bodies of answers from now on.
  func alter(_ change: @escaping @Sendable ([UInt8]) -> [UInt8]) { altering.withLock { $0 = change } }

  var carrierTransport: CarrierTransport {
    { [self] request, body in
      var limits = TransferLimits(redirects: 0)
      limits.total = total.withLock { $0 }
      let (response, bytes) = try await transport.send(request, body: body, limits: limits)
      return (response, altering.withLock { $0 }(bytes))
    }
  }
}
