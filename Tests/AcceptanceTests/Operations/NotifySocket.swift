import Foundation

/// What systemd would hear: a datagram socket in the place of `$NOTIFY_SOCKET`.
final class NotifySocket: Sendable {
  let path: String
  private let descriptor: Int32

  init(path: String) throws {
    self.path = path
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix(107)) }
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
  }

  deinit { close(descriptor) }

  /// The next message that begins with `start`; others are passed over. Nil after half a minute.
  func next(_ start: String) async throws -> String? {
    var buffer = [UInt8](repeating: 0, count: 4096)
    for _ in 0..<1500 {
      let count = recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        let message = String(decoding: buffer.prefix(count), as: UTF8.self)
        if message.hasPrefix(start) { return message }
      } else {
        try await Task.sleep(for: .milliseconds(20))
      }
    }
    return nil
  }
}
