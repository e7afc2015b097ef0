import Foundation
import HTTPTypes
import Testing

@testable import Transport

@Suite struct CurlTransportTests {
  @Test("An answer comes with its status, fields and body")
  func answers() async throws {
    let server = try LoopbackServer.http { _ in
      "HTTP/1.1 100 Continue\r\nX-Early: 1\r\n\r\n"
        + answer("404 Not There", ["X-A: one", "x-a:  two", "X-Empty:"], "no")
    }
    let (response, body) = try await loopback().send(get(server.port, "/a?b=%20c"))
    #expect(response.status.code == 404)
    #expect(response.status.reasonPhrase == "Not There")
    #expect(response.headerFields[values: HTTPField.Name("X-A")!] == ["one", "two"])
    #expect(response.headerFields[HTTPField.Name("X-Early")!] == nil)
    #expect(response.headerFields[HTTPField.Name("X-Empty")!] == "")
    #expect(body == Array("no".utf8))
  }

  @Test("A request goes out as it was given, without libcurl's own additions")
  func sends() async throws {
    let server = try LoopbackServer.http { request in
      let seen = request.fields.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "\n")
      return answer("200 OK", [], request.line + "\n" + seen + "\n" + request.body)
    }
    let transport = loopback { $0.userAgent = "tidings/1" }
    var request = get(server.port, "/x")
    request.method = .post
    request.headerFields[HTTPField.Name("X-Empty")!] = ""
    request.headerFields[HTTPField.Name("X-Key")!] = "a: b"
    let (_, body) = try await transport.send(request, body: Array(repeating: UInt8(ascii: "z"), count: 5000))
    let lines = String(decoding: body, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(
      lines.dropLast() == [
        "POST /x HTTP/1.1", "accept=*/*", "accept-encoding=deflate, gzip, br, zstd", "content-length=5000",
        "host=127.0.0.1:\(server.port)", "user-agent=tidings/1", "x-empty=", "x-key=a: b",
      ])
    #expect(lines.last?.count == 5000)
  }

  @Test("Every method keeps its name, with and without a body", arguments: [true, false])
  func methods(hasBody: Bool) async throws {
    let server = try LoopbackServer.http { answer("200 OK", [], $0.line + " " + $0.body) }
    let transport = loopback()
    for method in [HTTPRequest.Method.get, .post, .put, .patch, .delete] {
      var request = get(server.port)
      request.method = method
      let (_, body) = try await transport.send(request, body: hasBody ? Array("b".utf8) : [])
      #expect(String(decoding: body, as: UTF8.self) == "\(method.rawValue) / HTTP/1.1 " + (hasBody ? "b" : ""))
    }
  }

  @Test("Connections are used again")
  func reuses() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    let transport = loopback()
    for _ in 0..<20 { _ = try await transport.send(get(server.port)) }
    #expect(server.counts.accepted == 1)
  }

  @Test("No more connections are opened to a host than allowed, and all requests are answered")
  func limitsConnections() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK", [], "x") }
    let transport = loopback { $0.connectionsPerHost = 4 }
    let port = server.port
    let statuses = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<200 { group.addTask { (try? await transport.send(get(port)).0.status.code) ?? 0 } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(statuses == Array(repeating: 200, count: 200))
    #expect(server.counts.mostOpen <= 4)
  }

  /// The same 640 bytes, compressed by Python's gzip and brotli.
  static let packed = [
    ("gzip", "H4sIAAAAAAACAwtIzE4tUSjNK0ktKk9NL9ZTCBgVGBUYfAIAmHlkOagCAAA="),
    ("br", "G6cC+EUnR3qgiAMNvqAtqLeiwQDhKB5F4VqcZ64B"),
  ]

  @Test("Compressed bodies are unpacked", arguments: packed)
  func unpacks(encoding: String, base64: String) async throws {
    let bytes = [UInt8](try #require(Data(base64Encoded: base64)))
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: \(encoding)\r\nContent-Length: \(bytes.count)\r\n\r\n")
      connection.write(bytes)
    }
    let (_, body) = try await loopback().send(get(server.port))
    #expect(String(decoding: body, as: UTF8.self) == String(repeating: "Paket unterwegs. ", count: 40))
  }
}
