import Logging
import ServiceLifecycle
import Storage
import Tracking

/// Asks carriers for shipments that are due, one loop a carrier account, until graceful shutdown.
public struct PollingService: Service {
  private let accounts: [PollingAccount]
  private let shipments: ShipmentStore
  private let states: AccountStore
  private let clock: any Timekeeper
  private let owner: LeaseOwner
  private let heartbeat: Heartbeat
  private let book: LearnedBook
  private let logger: Logger

  /// - Parameters:
  ///   - owner: drawn at random once a process; leases of a former process run out by themselves.
  ///   - book: what was learned; an empty one leaves the judgment to the rules.
  ///   - heartbeat: beaten by every loop at least twice a second.
  public init(
    accounts: [PollingAccount], shipments: ShipmentStore, states: AccountStore, clock: any Timekeeper,
    owner: LeaseOwner, heartbeat: Heartbeat = Heartbeat(), book: LearnedBook = LearnedBook(),
    logger: Logger = Logger(label: "tidings.polling")
  ) {
    self.accounts = accounts
    self.shipments = shipments
    self.states = states
    self.clock = clock
    self.owner = owner
    self.heartbeat = heartbeat
    self.book = book
    self.logger = logger
  }

  /// Returns after graceful shutdown: running requests have ended and their answers are stored, or the leases of
  /// those that could not be stored run out. Cancelling the task ends requests at once.
  public func run() async throws {
    await withTaskGroup(of: Void.self) { group in
      for account in accounts {
        let pulse = heartbeat.pulse()
        let loop = AccountLoop(
          account: account, shipments: shipments, accounts: states, clock: clock, owner: owner, pulse: pulse,
          book: book,
          metrics: PollMetrics(account: account.name, carrier: account.carrier), logger: logger)
        group.addTask {
          await loop.run()
          pulse.end()
        }
      }
      if accounts.isEmpty { try? await gracefulShutdown() }
    }
  }
}
