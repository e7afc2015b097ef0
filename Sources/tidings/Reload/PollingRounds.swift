import Logging
import Polling
import ServiceLifecycle

/// Polling in rounds: a round ends gracefully when accounts are replaced (requests in flight are answered and
/// stored), and the next begins with the new ones. Nothing but memory is lost between two: budgets, quotas and leases
/// are in the database.
struct PollingRounds: Service {
  let inUse: CarriersInUse
  let logger: Logger
  let polling: @Sendable ([PollingAccount]) -> PollingService

  func run() async throws {
    while !Task.isCancelled, !Task.isShuttingDownGracefully {
      let services: [any Service] = [polling(inUse.accounts), UntilReplaced(inUse: inUse)]
      let configurations = services.map { service in
        ServiceGroupConfiguration.ServiceConfiguration(
          service: service, successTerminationBehavior: .gracefullyShutdownGroup)
      }
      // Hears of its parent's graceful shutdown, too.
      try await ServiceGroup(configuration: .init(services: configurations, logger: logger)).run()
    }
  }

  /// Ends the round when it returns.
  private struct UntilReplaced: Service {
    let inUse: CarriersInUse

    func run() async throws {
      await cancelWhenGracefulShutdown { await inUse.replacement() }
    }
  }
}
