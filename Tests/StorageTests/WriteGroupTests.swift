import GRDB
import Testing

@testable import Storage

@Suite("Transactions that are committed together") struct WriteGroupTests {
  private struct Odd: Error, Equatable { let number: Int }

  private func database() throws -> (DatabaseQueue, WriteGroup) {
    let queue = try DatabaseQueue()
    try queue.write { try $0.execute(sql: "CREATE TABLE a (n INTEGER NOT NULL UNIQUE, text TEXT)") }
    return (queue, WriteGroup(queue))
  }

  private func numbers(_ queue: DatabaseQueue) throws -> [Int] {
    try queue.read { try Int.fetchAll($0, sql: "SELECT n FROM a ORDER BY n") }
  }

  /// Runs the bodies of 1 to 40 while a first one keeps the writer until all of them wait: what comes is one group.
  private func grouped(
    _ group: WriteGroup, _ body: @escaping @Sendable (Int, GRDB.Database) throws -> Int
  ) async -> [Int: Result<Int, any Error>] {
    await withTaskGroup(of: (Int, Result<Int, any Error>).self) { tasks in
      let (begun, begin) = AsyncStream<Void>.makeStream()
      tasks.addTask {
        _ = try? await group.run { _ in
          begin.finish()
          while group.waiting < 40 {}
        }
        return (0, .success(0))
      }
      for await _ in begun {}
      for number in 1...40 {
        tasks.addTask {
          do {
            return (number, .success(try await group.run { try body(number, $0) }))
          } catch {
            return (number, .failure(error))
          }
        }
      }
      var results: [Int: Result<Int, any Error>] = [:]
      for await (number, result) in tasks { results[number] = result }
      results[0] = nil
      return results
    }
  }

  @Test("Each is answered with its own, one that throws leaves nothing and hurts no other", .timeLimit(.minutes(1)))
  func mixed() async throws {
    let (queue, group) = try database()
    let results = await grouped(group) { number, database in
      try database.execute(sql: "INSERT INTO a (n) VALUES (?)", arguments: [number])
      if number.isMultiple(of: 5) { throw Odd(number: number) }
      if number.isMultiple(of: 7) { try database.execute(sql: "INSERT INTO a (n) VALUES (?)", arguments: [number]) }
      return number
    }
    let good = (1...40).filter { !$0.isMultiple(of: 5) && !$0.isMultiple(of: 7) }
    #expect(try numbers(queue) == good)
    for (number, result) in results {
      switch result {
      case .success(let value): #expect(value == number && good.contains(number))
      case .failure(let odd as Odd): #expect(odd.number == number && number.isMultiple(of: 5))
      case .failure(let error): #expect((error as? DatabaseError)?.resultCode == .SQLITE_CONSTRAINT)
      }
    }
  }

  @Test("Where the engine gives the whole group up, each has its own try and its own failure", .timeLimit(.minutes(1)))
  func full() async throws {
    let (queue, group) = try database()
    try await queue.write { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
    }
    let long = String(repeating: "x", count: 100_000)
    let results = await grouped(group) { number, database in
      try database.execute(
        sql: "INSERT INTO a (n, text) VALUES (?, ?)", arguments: [number, number == 20 ? long : "x"])
      return number
    }
    #expect(try numbers(queue) == (1...40).filter { $0 != 20 })
    for (number, result) in results {
      switch result {
      case .success(let value): #expect(value == number && number != 20)
      case .failure(let error):
        #expect(number == 20 && (error as? DatabaseError)?.resultCode == .SQLITE_FULL)
      }
    }
  }

  @Test("One that is cancelled while it waits stores nothing", .timeLimit(.minutes(1)))
  func cancelled() async throws {
    let (queue, group) = try database()
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        let waiter = Task {
          try await group.run { try $0.execute(sql: "INSERT INTO a (n) VALUES (1)") }
        }
        try await group.run { _ in }
        waiter.cancel()
        _ = await waiter.result
      }
      try await tasks.waitForAll()
    }
    // Begun before it was cancelled, or not at all: never a half, and the group goes on.
    try await group.run { try $0.execute(sql: "INSERT INTO a (n) VALUES (2)") }
    #expect(try numbers(queue).contains(2))
  }
}
