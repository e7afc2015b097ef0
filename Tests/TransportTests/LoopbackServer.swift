import Foundation
import Glibc
import Synchronization

/// A TCP server on 127.0.0.1 that does to each connection what the test says, on a thread of its own.
final class LoopbackServer: @unchecked Sendable {
  struct Refused: Error {}

  struct Counts {
    var accepted = 0
    var open = 0
    var mostOpen = 0
  }

  let port: Int
  private let listener: Int32
  private let tally = Tally()

  var counts: Counts { tally.counts.withLock { $0 } }

  private final class Tally: Sendable {
    let counts = Mutex(Counts())
  }

  /// `serve` runs once a connection; the connection is closed when it returns.
  init(_ serve: @escaping @Sendable (Connection) -> Void) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 512) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isBound else { throw Refused() }
    self.listener = listener
    port = Int(UInt16(bigEndian: address.sin_port))
    let thread = Thread { [tally] in
      while case let descriptor = accept(listener, nil, nil), descriptor >= 0 {
        tally.counts.withLock { counts in
          counts.accepted += 1
          counts.open += 1
          counts.mostOpen = max(counts.mostOpen, counts.open)
        }
        let thread = Thread {
          serve(Connection(descriptor: descriptor))
          tally.counts.withLock { $0.open -= 1 }
          close(descriptor)
        }
        thread.start()
      }
      close(listener)
    }
    thread.start()
  }

  /// Wakes the accepting thread, which alone closes the listener: closed here, its number could be another's already.
  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  /// A server that answers every request on every connection with what `answer` gives; nil closes.
  static func http(_ answer: @escaping @Sendable (Connection.Request) -> String?) throws -> LoopbackServer {
    try LoopbackServer { connection in
      while let request = connection.readRequest(), let text = answer(request) { connection.write(text) }
    }
  }
}

/// One accepted connection, read and written blockingly.
final class Connection {
  struct Request: Sendable {
    var line: String
    /// Names in lower case.
    var fields: [String: String]
    var body: String
    var path: String { String(line.split(separator: " ").dropFirst().first ?? "") }
  }

  private let descriptor: Int32
  private var buffer: [UInt8] = []

  init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// The next request with its body; nil when the client closed.
  func readRequest() -> Request? {
    guard let line = readLine(), !line.isEmpty else { return nil }
    var fields: [String: String] = [:]
    while let field = readLine(), !field.isEmpty {
      let parts = field.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      fields[parts[0].lowercased()] = parts.count == 2 ? String(parts[1].drop { $0 == " " }) : ""
    }
    let length = fields["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { if !fill() { return nil } }
    let body = String(decoding: buffer.prefix(length), as: UTF8.self)
    buffer.removeFirst(length)
    return Request(line: line, fields: fields, body: body)
  }

  /// A line without its end; nil when the client closed.
  func readLine() -> String? {
    while true {
      if let end = buffer.firstIndex(of: 10) {
        let line = buffer[..<end].filter { $0 != 13 }
        buffer.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      if !fill() { return nil }
    }
  }

  func write(_ text: String) {
    write(Array(text.utf8))
  }

  /// Whether all was written; false once the client has closed.
  @discardableResult func write(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      if count <= 0 { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Waits until the client closes.
  func hang() {
    while fill() { buffer.removeAll() }
  }

  private func fill() -> Bool {
    var chunk = [UInt8](repeating: 0, count: 16 << 10)
    let count = recv(descriptor, &chunk, chunk.count, 0)
    guard count > 0 else { return false }
    buffer.append(contentsOf: chunk.prefix(count))
    return true
  }
}

/// An answer with a length.
func answer(_ status: String, _ fields: [String] = [], _ body: String = "") -> String {
  (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields).joined(separator: "\r\n") + "\r\n\r\n" + body
}
