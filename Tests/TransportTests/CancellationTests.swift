import Dispatch
import HTTPTypes
import Testing

@testable import Transport

@Suite struct CancellationTests {
  @Test("A request is cancelled while it waits for its answer")
  func cancels() async throws {
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      arrival.yield()
      connection.hang()
    }
    let transport = loopback()
    let request = get(server.port)
    let task = Task { await failure(transport, request) }
    for await _ in arrived { break }
    task.cancel()
    #expect(await task.value == .cancelled)
  }

  @Test("A request of a cancelled task is never sent")
  func cancelledBefore() async throws {
    let server = try LoopbackServer.http { _ in answer("200 OK") }
    let transport = loopback()
    let request = get(server.port)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure(transport, request)
    }
    #expect(await task.value == .cancelled)
    #expect(server.counts.accepted == 0)
  }

  @Test("However cancellation and submission interleave, every request ends and the transport goes on")
  func races() async throws {
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.path == "/hang" { return connection.hang() }
        connection.write(answer("200 OK"))
      }
    }
    let transport = loopback()
    let port = server.port
    let ended = await withTaskGroup(of: String.self) { group in
      for index in 0..<1000 {
        group.addTask {
          let task = Task { await failure(transport, get(port, "/hang")) }
          for _ in 0..<index % 7 { await Task.yield() }
          task.cancel()
          return kind(await task.value)
        }
      }
      return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
    #expect(ended == ["cancelled": 1000])
    #expect(try await transport.send(get(port)).0.status.code == 200)
  }

  @Test("Shutting down lets a running request finish and refuses new ones")
  func drains() async throws {
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    let gate = DispatchSemaphore(value: 0)
    let server = try LoopbackServer { connection in
      while let request = connection.readRequest() {
        if request.path == "/slow" {
          arrival.yield()
          gate.wait()
        }
        connection.write(answer("200 OK"))
      }
    }
    let transport = loopback()
    let port = server.port
    let task = Task { try await transport.send(get(port, "/slow")).0.status.code }
    for await _ in arrived { break }
    async let over: Void = transport.shutDown()
    while await failure(transport, get(port)) != .stopped {}
    gate.signal()
    await over
    #expect(try await task.value == 200)
  }

  @Test("What does not finish in the grace given is ended")
  func endsAfterGrace() async throws {
    let (arrived, arrival) = AsyncStream.makeStream(of: Void.self)
    let server = try LoopbackServer { connection in
      _ = connection.readRequest()
      arrival.yield()
      connection.hang()
    }
    let transport = loopback()
    let request = get(server.port)
    let task = Task { await failure(transport, request) }
    for await _ in arrived { break }
    await transport.shutDown(grace: .milliseconds(20))
    #expect(await task.value == .stopped)
    await transport.shutDown()
  }
}
