import CCurl
import Glibc

/// One exchange on its way through the loop. Subclasses know a protocol.
///
/// Made by the caller, handed over under the loop's lock, then touched by the loop's thread only.
class Transfer: @unchecked Sendable {
  let configuration: TransportConfiguration
  let limits: TransferLimits
  /// In the clear, so the connection must end at loopback.
  let isPlain: Bool
  /// Given by the loop while the transfer runs.
  var handle: EasyHandle?
  /// The address that was refused while connecting, if any.
  fileprivate(set) var refusedAddress: String?
  /// Set by a callback that stopped the transfer itself.
  var verdict: TransportFailure?

  init(configuration: TransportConfiguration, limits: TransferLimits, isPlain: Bool) {
    self.configuration = configuration
    self.limits = limits
    self.isPlain = isPlain
  }

  /// Sets the options of the protocol. The transfer is `CURLOPT_*DATA` for its callbacks.
  func prepare(_ handle: EasyHandle) {
    handle.setCommon(configuration, limits)
    _ = ccurl_set_pointer(handle.pointer, CURLOPT_OPENSOCKETDATA, context)
    _ = ccurl_set_socket_callback(handle.pointer) { context, _, address in
      guard let context, let address else { return CURL_SOCKET_BAD }
      return Transfer.at(context).openSocket(address)
    }
  }

  /// Ends the exchange: nil for success, and answers whoever waits. Called exactly once.
  func finish(_ failure: TransportFailure?) {}

  /// This object for libcurl's callbacks. The loop holds it while libcurl may call.
  final var context: UnsafeMutableRawPointer { Unmanaged.passUnretained(self).toOpaque() }

  static func at(_ context: UnsafeMutableRawPointer) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  }

  /// libcurl is about to connect to `address`: the place where an address is judged that was really resolved.
  private func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>) -> curl_socket_t {
    guard let target = NetworkAddress(address) else { return CURL_SOCKET_BAD }
    let viaProxy = configuration.proxy != nil
    let isAllowed = isPlain ? target.isLoopback || viaProxy : configuration.addresses.permits(target) || viaProxy
    guard isAllowed else {
      refusedAddress = target.description
      return CURL_SOCKET_BAD
    }
    let kind = address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue)
    return socket(address.pointee.family, kind, address.pointee.protocol)
  }

  /// What libcurl's code means here.
  final func failure(_ code: CURLcode, _ handle: EasyHandle) -> TransportFailure? {
    if code == CURLE_OK { return nil }
    if let verdict { return verdict }
    if let refusedAddress, code == CURLE_COULDNT_CONNECT { return .refusedAddress(refusedAddress) }
    return TransportFailure(code, handle.explanation(code), limits)
  }
}

extension TransportFailure {
  init(_ code: CURLcode, _ words: String, _ limits: TransferLimits) {
    self =
      switch code {
      case CURLE_OPERATION_TIMEDOUT: .timeout(words)
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .name(words)
      case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY: .connect(words)
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
        CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS, CURLE_USE_SSL_FAILED,
        CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_PINNEDPUBKEYNOTMATCH:
        .tls(words)
      case CURLE_FILESIZE_EXCEEDED: .tooLarge(limit: limits.body)
      case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_HTTP2_STREAM:
        .closed(words)
      case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING, CURLE_HTTP2, CURLE_UNSUPPORTED_PROTOCOL:
        .garbled(words)
      case CURLE_URL_MALFORMAT: .badRequest(words)
      default: .other(code: Int(code.rawValue), words)
      }
  }
}

extension NetworkAddress: CustomStringConvertible {
  /// The address of a socket; nil for families other than IPv4 and IPv6.
  init?(_ address: UnsafePointer<curl_sockaddr>) {
    guard let start = ccurl_address(address) else { return nil }
    switch address.pointee.family {
    case AF_INET where Int(address.pointee.addrlen) >= MemoryLayout<sockaddr_in>.size:
      let value = start.loadUnaligned(as: sockaddr_in.self)
      self.init(bytes: withUnsafeBytes(of: value.sin_addr) { Array($0) })
    case AF_INET6 where Int(address.pointee.addrlen) >= MemoryLayout<sockaddr_in6>.size:
      let value = start.loadUnaligned(as: sockaddr_in6.self)
      self.init(bytes: withUnsafeBytes(of: value.sin6_addr) { Array($0) })
    default: return nil
    }
  }

  /// Dotted decimal, or eight groups in hexadecimal.
  public var description: String {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    return stride(from: 0, to: bytes.count - 1, by: 2)
      .map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }
      .joined(separator: ":")
  }
}
