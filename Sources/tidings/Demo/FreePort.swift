import Foundation

/// A loopback port that nobody listens on right now.
enum FreePort {
  static func find() throws(CommandFailure) -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { throw CommandFailure("no socket can be opened") }
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        bind(descriptor, target, length) == 0 && getsockname(descriptor, target, &length) == 0
      }
    }
    guard bound else { throw CommandFailure("no free port on 127.0.0.1") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
