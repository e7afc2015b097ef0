import Logging
import Metrics
import ServiceLifecycle
import Storage
import Synchronization
import Tracking

/// Tells: makes deliveries of news, and hands events to endpoints and messages to customers.
///
/// expand → claim → send → settle. Deliveries run beside each other; what is slow or dead keeps its own place only.
public struct OutboxService: Service {
  private let outbox: OutboxStore
  private let events: EventDelivery
  private let mails: MailDelivery
  private let clock: any Timekeeper
  private let owner: LeaseOwner
  private let limits: OutboxLimits
  private let logger: Logger
  private let bell: OutboxBell
  private let beat: @Sendable () -> Void

  /// - Parameters:
  ///   - clock: decides when something is due; webhook timestamps are wall time (`wall`).
  ///   - owner: drawn at random once a process, another than those of the other services.
  ///   - desk: writes the mails.
  ///   - bell: rung by whoever commits news in this process; what others commit is found by looking.
  ///   - beat: called with every turn, for a watchdog.
  public init(
    outbox: OutboxStore, clock: any Timekeeper, wall: @escaping @Sendable () -> Timestamp, owner: LeaseOwner,
    desk: MailDesk, webhooks: @escaping WebhookTransport, mailer: @escaping MailSender,
    limits: OutboxLimits = OutboxLimits(), logger: Logger = Logger(label: "tidings.outbox"),
    bell: OutboxBell = OutboxBell(), beat: @escaping @Sendable () -> Void = {}
  ) {
    self.outbox = outbox
    self.clock = clock
    self.owner = owner
    self.limits = limits
    self.logger = logger
    self.bell = bell
    self.beat = beat
    events = EventDelivery(
      outbox: outbox, clock: clock, wall: wall, owner: owner, limits: limits, pageURL: desk.page, send: webhooks)
    mails = MailDelivery(outbox: outbox, clock: clock, owner: owner, desk: desk, send: mailer)
  }

  /// Runs until graceful shutdown; what is being sent then is finished.
  public func run() async throws {
    let (runs, messages) = (Running(), Running())
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled, !Task.isShuttingDownGracefully {
        beat()
        do {
          let turn = try await turn(runs, messages)
          for work in turn.work {
            group.addTask { [bell] in
              await work()
              // There is room for another.
              bell.ring()
            }
          }
          if turn.isIdle { try await rest(limits.idle, isWoken: true) }
        } catch is CancellationError {
          break
        } catch {
          logger.error("the outbox cannot be read or written; trying again", metadata: ["why": "\(error)"])
          Counter(label: "tidings_outbox_storage_failures_total").increment()
          try? await rest(limits.afterFailure)
        }
      }
    }
  }

  /// One turn with all that it starts; for tests.
  func once() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      for work in try await turn(Running(), Running()).work { group.addTask { await work() } }
    }
  }

  /// What one look found: deliveries to be started.
  private struct Turn {
    var work: [@Sendable () async -> Void] = []
    var isIdle = true
  }

  private func turn(_ endpoints: Running, _ messages: Running) async throws -> Turn {
    var turn = Turn()
    let events = events
    let expanded = try await outbox.expand(at: clock.now(), limit: limits.newsAtOnce) { try events.body($0) }
    let runs = try await outbox.claimEndpoints(
      at: clock.now(), limit: limits.endpoints - endpoints.now, eventsEach: limits.eventsInARun, owner: owner,
      leaseUntil: lease(limits.endpointLease))
    for run in runs {
      turn.work.append(endpoints.counting { await guarded { try await events.deliver(run) } })
    }
    // Several at once: each claim waits for the disk.
    let room = limits.mails - messages.now
    let jobs = try await outbox.claimMails(
      at: clock.now(), limit: room * 2 > limits.mails ? room : 0, owner: owner, leaseUntil: lease(limits.mailLease))
    for job in jobs {
      turn.work.append(messages.counting { await guarded { try await mails.deliver(job) } })
    }
    turn.isIdle = expanded.news == 0 && turn.work.isEmpty
    return turn
  }

  /// A delivery that cannot be settled is claimed again when its lease ends.
  private func guarded(_ work: @Sendable () async throws -> Void) async {
    do {
      try await work()
    } catch {
      logger.error("a delivery cannot be settled", metadata: ["why": "\(error)"])
      Counter(label: "tidings_outbox_storage_failures_total").increment()
    }
  }

  private func lease(_ wall: Duration) -> Timestamp { clock.now().adding(milliseconds: clock.milliseconds(in: wall)) }

  private func rest(_ wall: Duration, isWoken: Bool = false) async throws {
    let until = lease(wall)
    try await cancelWhenGracefulShutdown { [clock, bell] in
      guard isWoken else { return try await clock.sleep(until: until) }
      try await bell.wait { try await clock.sleep(until: until) }
    }
  }
}

/// How much at once and for how long. Durations are wall time.
public struct OutboxLimits: Hashable, Sendable {
  public var newsAtOnce = 200
  public var endpoints = 16
  public var mails = 16
  public var eventsInARun = 50
  /// A run starts no further event after this.
  public var run = Duration.seconds(20)
  /// Longer than `run` and one attempt.
  public var endpointLease = Duration.seconds(60)
  /// Longer than the longest mail dialogue.
  public var mailLease = Duration.seconds(360)
  public var idle = Duration.milliseconds(200)
  public var afterFailure = Duration.seconds(2)

  public init() {}
}

/// Counts what is being delivered at this moment.
private final class Running: Sendable {
  private let count = Atomic(0)

  var now: Int { count.load(ordering: .relaxed) }

  func counting(_ work: @escaping @Sendable () async -> Void) -> @Sendable () async -> Void {
    count.wrappingAdd(1, ordering: .relaxed)
    return {
      await work()
      self.count.wrappingSubtract(1, ordering: .relaxed)
    }
  }
}
