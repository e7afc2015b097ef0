import HTTPTypes
import Testing

@testable import Transport

@Suite struct HostileServerTests {
  struct Broken: CustomTestStringConvertible {
    let testDescription: String
    let text: String
    let expected: String

    init(_ what: String, _ text: String, _ expected: String) {
      testDescription = what
      self.text = text
      self.expected = expected
    }
  }

  static let head = "HTTP/1.1 200 OK\r\n"
  static let broken = [
    Broken("closes without an answer", "", "closed"),
    Broken("closes in the header", head + "Content-Le", "closed"),
    Broken("closes in the body", head + "Content-Length: 100\r\n\r\nhalf", "closed"),
    Broken("closes in a chunk", head + "Transfer-Encoding: chunked\r\n\r\n64\r\nhalf", "closed"),
    Broken("speaks another protocol", "SSH-2.0-OpenSSH_9.2\r\n", "garbled"),
    Broken("answers binary garbage", "\u{1}\u{2}\u{3}\u{7F}\r\n\r\n", "garbled"),
    Broken(
      "names an encoding it does not use", head + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain", "garbled"),
    Broken("promises a negative length", head + "Content-Length: -5\r\n\r\nx", "garbled"),
    Broken("promises more than allowed", head + "Content-Length: 10000000\r\n\r\nx", "tooLarge"),
    Broken(
      "sends a header without end",
      head + String(repeating: "X-A: \(String(repeating: "a", count: 900))\r\n", count: 100), "tooLarge"),
  ]

  @Test("A server that breaks off or talks nonsense is a typed failure", arguments: broken)
  func breaks(broken: Broken) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(broken.text)
    }
    let result = await failure(loopback(), get(server.port))
    #expect(kind(result) == broken.expected, "\(result.map(\.description) ?? "")")
  }

  @Test("Ten megabytes without a stated length end at the limit", arguments: [true, false])
  func tooMuch(isChunked: Bool) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\n\(isChunked ? "Transfer-Encoding: chunked" : "Connection: close")\r\n\r\n")
      let block = [UInt8](repeating: 120, count: 0x10000)
      let frame = isChunked ? Array("10000\r\n".utf8) + block + [13, 10] : block
      for _ in 0..<160 where !connection.write(frame) { break }
    }
    #expect(await failure(loopback(), get(server.port)) == .tooLarge(limit: 2 << 20))
  }

  @Test("A body of exactly the limit passes, one byte more does not")
  func exactLimit() async throws {
    let server = try LoopbackServer.http { request in
      answer("200 OK", [], String(repeating: "x", count: request.path == "/more" ? 1001 : 1000))
    }
    let transport = loopback()
    let limits = TransferLimits(body: 1000)
    #expect(try await transport.send(get(server.port), limits: limits).1.count == 1000)
    #expect(await failure(transport, get(server.port, "/more"), limits: limits) == .tooLarge(limit: 1000))
  }

  @Test("A compressed bomb ends at the limit of what it unpacks to")
  func bomb() async throws {
    let packed = GzipBomb.bytes(unpackedMegabytes: 100)
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      connection.write(packed)
    }
    let limits = TransferLimits(body: packed.count + 1)
    #expect(await failure(loopback(), get(server.port), limits: limits) == .tooLarge(limit: packed.count + 1))
  }

  @Test(
    "A server that hangs before or within its answer times out",
    arguments: ["", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"])
  func hangs(start: String) async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write(start)
      connection.hang()
    }
    let result = await failure(loopback(), get(server.port), limits: TransferLimits(total: .milliseconds(150)))
    #expect(kind(result) == "timeout")
  }

  @Test(
    "A webhook's status counts, whatever page follows it; without a status nothing does",
    arguments: ["endless", "announced", "breaks off", "hangs", "not compressed", "no header", "interim only"])
  func statusIsEnough(kind way: String) async throws {
    let page = String(repeating: "<p>error</p>", count: 20_000)
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      switch way {
      case "endless": connection.write("HTTP/1.1 200 OK\r\n\r\n" + page)
      case "announced": connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(page.utf8.count)\r\n\r\n" + page)
      case "breaks off": connection.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html>")
      case "hangs":
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<html>")
        connection.hang()
      case "not compressed": connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n<html>")
      case "no header": connection.write("HTTP/1.1 200 OK\r\nContent-Le")
      default:
        connection.write("HTTP/1.1 100 Continue\r\n\r\n")
        connection.hang()
      }
    }
    var request = get(server.port)
    request.method = .post
    var limits = TransferLimits.webhook
    limits.total = .milliseconds(300)
    let hasStatus = way != "no header" && way != "interim only"
    if hasStatus {
      let (response, body) = try await loopback().send(request, limits: limits)
      #expect(response.status.code == 200 && body.count <= limits.body)
    } else {
      #expect(["timeout", "closed"].contains(kind(await failure(loopback(), request, limits: limits))))
    }
  }

  @Test("A server that trickles is given up before the whole time is over")
  func trickles() async throws {
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx")
      connection.hang()
    }
    let limits = TransferLimits(total: .seconds(60), slowerThan: 100, slowFor: .seconds(1))
    guard case .timeout(let words) = await failure(loopback(), get(server.port), limits: limits) else {
      Issue.record("no timeout")
      return
    }
    #expect(words.contains("too slow"))
  }

  @Test("Nobody listening, no such name, and no TLS are told apart")
  func unreachable() async throws {
    let free = try LoopbackServer { _ in }.port
    #expect(kind(await failure(loopback(), get(free))) == "connect")
    let server = try LoopbackServer { connection in connection.write("220 hello\r\n") }
    var request = get(server.port)
    request.scheme = "https"
    #expect(kind(await failure(loopback(), request)) == "tls")
    request.authority = "no-such-host.invalid"
    #expect(kind(await failure(loopback(), request)) == "name")
  }
}

/// A gzip stream of zeros that unpacks to about a thousand times its size, made bit by bit (RFC 1951, fixed codes).
enum GzipBomb {
  static func bytes(unpackedMegabytes: Int) -> [UInt8] {
    var writer = BitWriter(bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255])
    writer.put([1, 1, 0])  // last block, fixed codes (least significant bit first)
    writer.put([0, 0, 1, 1, 0, 0, 0, 0])  // the literal 0
    for _ in 0..<(unpackedMegabytes << 20) / 258 {
      writer.put([1, 1, 0, 0, 0, 1, 0, 1])  // length 258
      writer.put([0, 0, 0, 0, 0])  // distance 1
    }
    return writer.bytes
  }

  private struct BitWriter {
    var bytes: [UInt8]
    private var used = 8

    init(bytes: [UInt8]) {
      self.bytes = bytes
    }

    mutating func put(_ bits: [UInt8]) {
      for bit in bits {
        if used == 8 {
          bytes.append(0)
          used = 0
        }
        bytes[bytes.count - 1] |= bit << UInt8(used)
        used += 1
      }
    }
  }
}
