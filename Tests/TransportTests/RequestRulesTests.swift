import HTTPTypes
import Testing

@testable import Transport

@Suite struct RequestRulesTests {
  @Test("A redirect within the origin is followed")
  func follows() async throws {
    let server = try LoopbackServer.http { request in
      request.path == "/new" ? answer("200 OK", [], "there") : answer("302 Found", ["Location: /new"])
    }
    let (response, body) = try await loopback().send(get(server.port, "/old"))
    #expect(response.status.code == 200)
    #expect(body == Array("there".utf8))
  }

  @Test("A redirect to another host, port or scheme is a failure that names the host")
  func leaves() async throws {
    let other = try LoopbackServer.http { _ in answer("200 OK", [], "secret") }
    let locations = [
      "http://localhost:\(other.port)/", "http://127.0.0.1:\(other.port)/", "//example.org/x", "https://127.0.0.1:1/",
    ]
    for location in locations {
      let server = try LoopbackServer.http { _ in answer("301 Moved", ["Location: \(location)"]) }
      let result = await failure(loopback(), get(server.port))
      #expect(["redirected", "refusedScheme"].contains(kind(result)), "\(location): \(kind(result))")
    }
    #expect(other.counts.accepted == 0)
  }

  @Test("A circle of redirects ends")
  func circles() async throws {
    let server = try LoopbackServer.http { _ in answer("307 Again", ["Location: /"]) }
    #expect(await failure(loopback(), get(server.port)) == .redirected(to: "127.0.0.1"))
  }

  @Test(
    "A redirect is an answer like any other where none may be followed", arguments: [HTTPRequest.Method.get, .post])
  func stays(method: HTTPRequest.Method) async throws {
    let server = try LoopbackServer.http { _ in answer("302 Found", ["Location: /new"]) }
    var request = get(server.port)
    request.method = method
    let limits = method == .get ? TransferLimits.webhook : .carrier
    #expect(try await loopback().send(request, limits: limits).0.status.code == 302)
  }

  static let refused: [(String, String, String)] = [
    ("http", "example.org", "refusedScheme"),
    ("http", "127.0.0.1.example.org", "refusedScheme"),
    ("http", "10.0.0.1", "refusedScheme"),
    ("ftp", "127.0.0.1", "refusedScheme"),
    ("file", "localhost", "refusedScheme"),
    ("https", "user:word@example.org", "badRequest"),
    ("https", "example.org/path", "badRequest"),
    ("https", "example.org:99999", "badRequest"),
    ("https", "exa mple.org", "badRequest"),
    ("https", "", "badRequest"),
  ]

  @Test("What may not be asked is refused before anything is sent", arguments: refused)
  func refuses(scheme: String, authority: String, expected: String) async {
    let request = HTTPRequest(method: .get, scheme: scheme, authority: authority, path: "/")
    #expect(kind(await failure(loopback(), request)) == expected)
  }

  @Test("Plain http is refused even to loopback unless the configuration allows it")
  func plain() async {
    #expect(await failure(CurlTransport(), get(80)) == .refusedScheme("http"))
  }

  @Test("A loopback name that resolves elsewhere is not connected to")
  func disguised() async {
    let transport = loopback { $0.resolve = ["localhost:80:192.0.2.7"] }
    var request = get(80)
    request.authority = "localhost:80"
    #expect(await failure(transport, request) == .refusedAddress("192.0.2.7"))
  }

  @Test("A public name that resolves to loopback is not connected to under the rule for webhooks")
  func rebound() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    let transport = CurlTransport(
      TransportConfiguration(
        addresses: .publicUnicast, resolve: ["hooks.example:\(server.port):127.0.0.1", "six.example:443:[::1]"]))
    var request = HTTPRequest(method: .post, scheme: "https", authority: "hooks.example:\(server.port)", path: "/")
    #expect(await failure(transport, request) == .refusedAddress("127.0.0.1"))
    request.authority = "six.example"
    #expect(await failure(transport, request) == .refusedAddress("0:0:0:0:0:0:0:1"))
    #expect(server.counts.accepted == 0)
  }

  @Test(
    "Numbers that mean loopback are not connected to under the rule for webhooks",
    arguments: ["2130706433", "0x7f.1", "017700000001", "127.1", "0x7f000001", "0177.0.0.1", "[::ffff:127.0.0.1]"])
  func numbers(host: String) async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    let transport = CurlTransport(TransportConfiguration(addresses: .publicUnicast))
    let request = HTTPRequest(method: .post, scheme: "https", authority: "\(host):\(server.port)", path: "/")
    #expect(kind(await failure(transport, request)) == "refusedAddress")
    #expect(server.counts.accepted == 0)
  }

  @Test("A name with several answers, of which one is within, is not connected to there, whichever is tried first")
  func severalAnswers() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    // The first two are for documentation: nobody is there, and nothing is sent to them.
    for answers in ["192.0.2.1,127.0.0.1", "127.0.0.1,[::1],10.0.0.1", "[::ffff:127.0.0.1],169.254.169.254"] {
      let transport = CurlTransport(
        TransportConfiguration(addresses: .publicUnicast, resolve: ["hooks.example:\(server.port):\(answers)"]))
      let request = HTTPRequest(
        method: .post, scheme: "https", authority: "hooks.example:\(server.port)", path: "/")
      #expect(kind(await failure(transport, request)) == "refusedAddress", "\(answers)")
    }
    #expect(server.counts.accepted == 0)
  }

  @Test("For trials this machine may be allowed besides public hosts; a private network never is")
  func trials() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    let transport = loopback { $0.addresses = .publicUnicastOrLoopback }
    #expect(try await transport.send(get(server.port)).0.status.code == 200)
    for address in ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fd00::1]"] {
      let request = HTTPRequest(method: .post, scheme: "https", authority: address, path: "/")
      #expect(kind(await failure(transport, request)) == "refusedAddress")
    }
  }

  @Test(
    "Odd spellings of loopback are judged by the address they mean",
    arguments: ["0x7f.1", "2130706433", "017700000001", "127.1", "localhost.", "[::ffff:127.0.0.1]"])
  func odd(authority: String) async {
    let transport = CurlTransport(TransportConfiguration(addresses: .publicUnicast))
    let request = HTTPRequest(method: .get, scheme: "https", authority: authority, path: "/")
    #expect(["refusedAddress", "name"].contains(kind(await failure(transport, request))))
  }
}
