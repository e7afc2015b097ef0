import HTTPTypes
import Logging
import ServiceLifecycle
import Testing
import Tracking
import Transport

@testable import Sandbox

/// The server on real sockets, asked through libcurl.
@Suite struct ServerTests {
  private static let number = SandboxNumbers.number("dhl", serial: 31) ?? ""

  /// Runs a server for the time of `body`, which gets its base URL's authority.
  private func serving(
    _ sandbox: Sandbox, _ body: @escaping @Sendable (String, CurlTransport) async throws -> Void
  ) async throws {
    let server = SandboxServer(sandbox, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let port = try #require(await server.port())
      try await body("127.0.0.1:\(port)", transport)
      group.cancelAll()
    }
    await transport.shutDown(grace: .zero)
  }

  private func loopback(_ authority: String) -> HTTPRequest {
    var request = HTTPRequest(
      method: .get, scheme: "http", authority: authority,
      path: "/api-eu.dhl.com/track/shipments?trackingNumber=\(Self.number)")
    request.headerFields[Ask.apiKey.unsafelyPresent] = SandboxCredentials.dhlAPIKey
    return request
  }

  private func stocked() async -> Sandbox {
    let sandbox = sandbox(hours: 41)
    await sandbox.add(number: Self.number, carrier: "dhl", journey: .onTime, start: monday)
    return sandbox
  }

  @Test("one port plays every host, and says what the sandbox says in process")
  func oneServer() async throws {
    let sandbox = await stocked()
    let expected = await sandbox.answer(Ask.dhlUnified(Self.number))
    try await serving(sandbox) { authority, transport in
      let (response, body) = try await transport.send(loopback(authority))
      #expect(response.status == .ok && body == expected.body)
      #expect(response.headerFields[.contentType] == "application/json")
      var login = HTTPRequest(
        method: .post, scheme: "http", authority: authority, path: "/api.gls-group.net/oauth2/v2/token")
      login.headerFields[.contentType] = "application/x-www-form-urlencoded"
      #expect(try await transport.send(login, body: Ask.glsForm()).0.status == .ok)
      login.path = "/example.com/"
      #expect(try await transport.send(login).0.status == .notFound)
    }
  }

  @Test("whoever asks for the port of a server that cannot listen is told that there is none")
  func noPort() async throws {
    let sandbox = await stocked()
    try await serving(sandbox) { authority, _ in
      let taken = Int(authority.split(separator: ":").last ?? "") ?? 0
      let second = SandboxServer(sandbox, port: taken, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      async let port = second.port()
      await #expect(throws: (any Error).self) { try await second.run() }
      #expect(await port == nil)
      #expect(await second.port() == nil)
    }
  }

  @Test("a carrier that closes mid-body, hangs or sends too much fails as such")
  func connectionFaults() async throws {
    let sandbox = await stocked()
    try await serving(sandbox) { authority, transport in
      func failure(_ fault: SandboxFault, _ limits: TransferLimits = .carrier) async -> TransportFailure? {
        await sandbox.set(fault: fault, for: .dhlUnified)
        do throws(TransportFailure) {
          _ = try await transport.send(loopback(authority), limits: limits)
          return nil
        } catch { return error }
      }
      guard case .closed = await failure(.closeMidBody) else {
        Issue.record("closing mid-body was not seen")
        return
      }
      guard case .timeout = await failure(.hang, TransferLimits(total: .milliseconds(200))) else {
        Issue.record("hanging was not seen")
        return
      }
      #expect(await failure(.tenMegabytes) == .tooLarge(limit: 2 << 20))
      #expect(await failure(.slow(milliseconds: 40)) == nil)
    }
  }

  @Test("a graceful stop does not wait for an answer that hangs", .timeLimit(.minutes(1)))
  func stopsWhileHanging() async throws {
    let sandbox = await stocked()
    await sandbox.set(fault: .hang, for: .dhlUnified)
    let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = SandboxServer(sandbox, logger: quiet)
    let services = ServiceGroup(services: [server], logger: quiet)
    let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await services.run() }
      let port = try #require(await server.port())
      let request = loopback("127.0.0.1:\(port)")
      // The stop ends the exchange; how it looks to the customer is the server's affair.
      group.addTask { _ = try? await transport.send(request) }
      while await sandbox.count(.dhlUnified) == 0 { try await Task.sleep(for: .milliseconds(2)) }
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
    }
  }
}
