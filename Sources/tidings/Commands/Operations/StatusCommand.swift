import ArgumentParser
import CarrierKit
import Foundation
import Polling
import Storage
import StrictYAML
import Tracking

/// `tidings status`: how the daemon's work stands, read from its database.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Shows shipments by state and delay, what is due, quotas and what they suffice for, unknown codes.",
    discussion: "Reads the database only: works beside the running daemon, and without it.")
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    let now = Timestamp(Date())
    let database = try await SQLiteDatabase.open(path: configuration.database, at: now)
    let shipments = ShipmentStore(database)
    let (catalog, problems) = CarrierCatalog.load(directories: try Installation.carrierDirectories(configuration))
    for problem in problems.list { Console.note(problem.description) }
    let sheet = StatusSheet(
      overview: try await shipments.overview(at: now),
      accounts: try await accounts(configuration, catalog, database, at: now),
      codes: try await shipments.unrecognizedCodes(limit: 10), now: now)
    try database.close()
    Console.result(sheet.text)
  }

  private func accounts(
    _ configuration: Configuration, _ catalog: CarrierCatalog, _ database: SQLiteDatabase, at now: Timestamp
  ) async throws -> [AccountStatus] {
    let mix = try await ShipmentStore(database).polledStates()
    let store = AccountStore(database)
    var accounts: [AccountStatus] = []
    for entry in configuration.accounts {
      guard let carrier = catalog[entry.carrier], let api = try? CarrierAccounts.api(of: carrier, named: entry.api)
      else { continue }
      let limits = AccountLimits(api, perDay: entry.perDay, perSecond: entry.perSecond, concurrency: entry.concurrency)
      accounts.append(
        AccountStatus(
          name: entry.name, limits: limits, used: try await store.used(account: entry.name, day: limits.day(at: now)),
          state: try await store.state(account: entry.name), mix: mix[entry.carrier] ?? [:]))
    }
    return accounts
  }
}
