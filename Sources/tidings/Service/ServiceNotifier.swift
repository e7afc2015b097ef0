import Foundation

/// Tells systemd how the daemon is: one datagram to `$NOTIFY_SOCKET` (sd_notify(3)), nothing without it.
struct ServiceNotifier: Sendable {
  let socketPath: String?
  /// Seconds within which systemd wants to hear of us; nil without a watchdog.
  let watchdogSeconds: Double?

  static func fromEnvironment() -> ServiceNotifier {
    let environment = ProcessInfo.processInfo.environment
    let meant = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
    let micros = meant ? environment["WATCHDOG_USEC"].flatMap { Double($0) } : nil
    return ServiceNotifier(socketPath: environment["NOTIFY_SOCKET"], watchdogSeconds: micros.map { $0 / 1_000_000 })
  }

  /// Sends `READY=1`, `STATUS=…`, `WATCHDOG=1`, `STOPPING=1`. A lost message is no reason to stop.
  func notify(_ lines: String...) {
    guard let socketPath, !socketPath.isEmpty else { return }
    let descriptor = socket(
      AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    // A leading @ means the abstract name space: a zero byte in its place.
    var path = Array(socketPath.utf8)
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    let room = MemoryLayout.size(ofValue: address.sun_path)
    guard path.count < room else { return }
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout<sa_family_t>.size + path.count)
    let message = Array(lines.joined(separator: "\n").utf8)
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { target in
        _ = sendto(descriptor, message, message.count, Int32(MSG_NOSIGNAL), target, length)
      }
    }
  }
}
