import Foundation
import Glibc
import Storage
import Testing
import Tracking

@testable import Site

/// Pages that are rendered already are answered before the routes; nobody may notice.
@Suite struct ReadyPageTests {
  @Test("requests sent in one piece are answered in their order, ready pages or not")
  func order() async throws {
    try await RunningSite.run { site in
      let path = site.path(try await site.add().id)
      let first = try await site.get(path, host: "127.0.0.1").body
      let raw = try RawConnection(port: site.port)
      raw.send(
        ["/robots.txt", path, "/livez", path, path].map { "GET \($0) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" }.joined()
          + "GET /livez HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
      let answers = await raw.readToEnd().components(separatedBy: "HTTP/1.1 ").dropFirst()
      #expect(answers.count == 6)
      let isPage = answers.map { $0.contains("<!doctype html>") }
      #expect(isPage == [false, true, false, true, true, false])
      #expect(answers.filter { $0.hasSuffix(first) }.count == 3)
      #expect(answers.last?.hasSuffix("alive\n") == true)
    }
  }

  @Test("a ready page with a body in the request, with Connection: close and to HEAD is answered as ever")
  func oddRequests() async throws {
    try await RunningSite.run { site in
      let path = site.path(try await site.add().id)
      let page = try await site.get(path, host: "127.0.0.1").body
      let raw = try RawConnection(port: site.port)
      raw.send(
        "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\n\r\nhello"
          + "HEAD \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
          + "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
      let text = await raw.readToEnd()
      #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 4)
      #expect(text.components(separatedBy: page).count == 3)
    }
  }

  @Test("a commit takes the page out of the fast way too")
  func commit() async throws {
    try await RunningSite.run { site in
      let shipment = try await site.add { $0.status = Status(.inTransit) }
      let path = site.path(shipment.id)
      let before = try await site.get(path).body
      #expect(try await site.get(path).body == before)
      var after = shipment
      after.status = Status(.delivered)
      after.stateSince = site.clock.now
      after.version += 1
      try await site.shipments.commit(
        [Change(shipment: after, baseVersion: shipment.version)], owner: nil, at: site.clock.now)
      #expect(try await site.get(path).body != before)
    }
  }
}

/// A connection that shows the bytes as they come.
private struct RawConnection: Sendable {
  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(connected == 0)
  }

  func send(_ text: String) {
    var text = text
    text.withUTF8 { _ = Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
  }

  /// On a thread of its own: a blocked thread of the pool would be missing where the answers are made.
  func readToEnd() async -> String {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: readBlocking()) }
    }
  }

  private func readBlocking() -> String {
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &piece, piece.count, 0)
      guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
      bytes.append(contentsOf: piece.prefix(count))
    }
  }
}
