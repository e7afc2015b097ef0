import Foundation
import Storage
import Synchronization
import Testing
import Tracking

@testable import Outreach

/// One race of a withdrawal against the sending of a message: where it comes between the sender's steps, what the relay
/// says, and what the message is.
private struct Race {
  /// The sender's steps are its transactions (expand, claim endpoints, claim mails, begin, settle) and the hand-over.
  enum Moment: Hashable {
    case before(Int)
    case after(Int)
    /// Let go at the same time as the sender's transaction; the engine decides who is first.
    case beside(Int)
    case beforeData, withinData, besideData
  }

  static let moments: [Moment] =
    (1...5).flatMap { [.before($0), .after($0), .beside($0)] } + [.beforeData, .withinData, .besideData]
  static let outcomes: [MailOutcome] = [.accepted("250"), .deferred("451"), .unknown("closed"), .refused("550")]

  let moment: Moment
  let outcome: MailOutcome
  /// The question of the double opt-in, or news.
  let isQuestion: Bool

  /// All combinations follow each other.
  init(_ number: Int) {
    moment = Self.moments[number % Self.moments.count]
    outcome = Self.outcomes[number / Self.moments.count % Self.outcomes.count]
    isQuestion = number / (Self.moments.count * Self.outcomes.count) % 2 == 1
  }
}

/// What happened in a race, and the barrier: the withdrawal runs where the race says and nowhere else.
private final class Course: Sendable {
  private struct State {
    var step = 0
    var moment: Race.Moment?
    var withdraw: (@Sendable () async -> Void)?
    var isComplete = false
    var isSending = false
    var sendings = 0
    var violations: [String] = []
  }

  private let state = Mutex(State())

  var sendings: Int { state.withLock { $0.sendings } }
  var violations: [String] { state.withLock { $0.violations } }
  /// Whether the withdrawal has not come yet.
  var isPending: Bool { state.withLock { $0.withdraw != nil } }

  func begin(_ moment: Race.Moment, withdraw: @escaping @Sendable () async -> Void) {
    state.withLock { $0 = State(moment: moment, withdraw: withdraw) }
  }

  /// The withdrawal is complete: nothing may be under way or begin.
  func complete() {
    state.withLock { state in
      state.isComplete = true
      if state.isSending { state.violations.append("complete while a message was handed over") }
    }
  }

  func sending(_ starts: Bool) {
    state.withLock { state in
      state.isSending = starts
      guard starts else { return }
      state.sendings += 1
      if state.isComplete { state.violations.append("a message began after the withdrawal") }
    }
  }

  func nextStep() -> Int {
    state.withLock { state in
      state.step += 1
      return state.step
    }
  }

  func pass(_ moment: Race.Moment) async { await take(moment)?() }

  /// Runs `body`, and beside it the withdrawal where the race says so.
  func beside<Value: Sendable>(_ moment: Race.Moment, _ body: @Sendable () async throws -> Value) async rethrows
    -> Value
  {
    guard let withdraw = take(moment) else { return try await body() }
    async let other: Void = withdraw()
    let value = try await body()
    await other
    return value
  }

  private func take(_ moment: Race.Moment) -> (@Sendable () async -> Void)? {
    state.withLock { state in
      guard state.moment == moment else { return nil }
      defer { state.withdraw = nil }
      return state.withdraw
    }
  }
}

/// The sender's database: before, beside and after each of its transactions the withdrawal may have its turn.
private struct GatedDatabase: Database {
  let inner: SQLiteDatabase
  let course: Course

  var dialect: Dialect { inner.dialect }

  func transaction<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    let step = course.nextStep()
    await course.pass(.before(step))
    let value = try await course.beside(.beside(step)) { try await inner.transaction(body) }
    await course.pass(.after(step))
    return value
  }

  func read<Value: Sendable>(
    _ body: @escaping @Sendable (any Connection) throws -> Value
  ) async throws -> Value {
    try await inner.read(body)
  }
}

@Suite("Withdrawal against sending") struct WithdrawalRaces {
  /// All combinations twice; `TIDINGS_RACES=10000` for the figure of docs/PERFORMANCE.md.
  static let races =
    ProcessInfo.processInfo.environment["TIDINGS_RACES"].flatMap { Int($0) } ?? Race.moments.count * 8 * 2

  @Test("In every interleaving no message begins, or is under way, once the withdrawal is complete")
  func races() async throws {
    let course = Course()
    var world = try await OutreachWorld { GatedDatabase(inner: $0, course: course) }
    var (sent, kept, late) = (0, 0, 0)
    for number in 0..<Self.races {
      // A fresh database now and then: the history of one parcel would grow without end.
      if number % 250 == 249 { world = try await OutreachWorld { GatedDatabase(inner: $0, course: course) } }
      let race = Race(number)
      let id = try await subscribe(world, number, isQuestion: race.isQuestion)
      if !race.isQuestion { try await world.tell(.delayLate, isBad: true) }
      course.begin(race.moment) { [world] in
        let answer = try? await world.subscriptions.withdraw(id, how: "link", at: world.clock.now())
        if answer == .withdrawn { course.complete() }
      }
      let service = world.service(mailer: { _ in
        await course.pass(.beforeData)
        course.sending(true)
        let outcome = await course.beside(.besideData) {
          await course.pass(.withinData)
          return race.outcome
        }
        course.sending(false)
        return outcome
      })
      try await service.once()
      #expect(!course.isPending, "\(race.moment) was never reached")
      #expect(course.violations == [], "race \(number): \(race)")
      #expect(try await world.subscriptions.find(id)?.withdrawnAt != nil, "race \(number): \(race)")
      // Complete now, whoever was first: nothing comes any more.
      course.complete()
      let before = course.sendings
      world.clock.move(to: world.clock.now().adding(hours: 48))
      try await service.once()
      #expect(course.sendings == before && course.violations == [], "race \(number): \(race)")
      if before > 0 { sent += 1 } else { kept += 1 }
      if before > 0, [.beforeData, .withinData, .besideData].contains(race.moment) { late += 1 }
    }
    // Both ends of the race were seen.
    #expect(sent > 0 && kept > 0 && late > 0)
    print("races: \(Self.races), of which \(sent) after or beside the hand-over and \(kept) before it")
  }

  private func subscribe(_ world: OutreachWorld, _ number: Int, isQuestion: Bool) async throws -> SubscriptionID {
    let bytes = (0..<16).map { UInt8(truncatingIfNeeded: number >> ($0 % 4 * 8)) &+ UInt8($0) }
    let id = try #require(SubscriptionID(bytes: bytes))
    let request = SubscriptionRequest(
      id: id, shop: "fjordlicht", subject: .shipment(world.parcel.id),
      address: try #require(MailAddress("anna\(number)@example.org")), language: "de", wishes: .all,
      textVersion: MailDesk.consentTextVersion, how: "form")
    #expect(try await world.subscriptions.ask(request, at: world.clock.now()) == .questionQueued)
    if !isQuestion {
      _ = try await world.subscriptions.confirm(id, how: "button", at: world.clock.now())
    }
    return id
  }
}
