import ArgumentParser
import CarrierKit
import Foundation
import Polling
import Storage
import StrictYAML
import Tracking
import Transport

/// `tidings doctor`: tries what only a trial can show.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Tries the database and, with --online, every carrier account.",
    discussion: """
      With --online each account asks its carrier once for a sample number that belongs to nobody; that is a request \
      of its quota. Says what was asked and what came of it, never a secret. Exit 1 where something has to be mended.
      """)
  @Flag(help: "Ask each carrier once.")
  var online = false
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    let now = Timestamp(Date())
    let database = try await SQLiteDatabase.open(path: configuration.database, at: now)
    let overview = try await ShipmentStore(database).overview(at: now)
    Console.result("database\tok: \(overview.shipments) shipments in \(configuration.database)")
    var findings: [AccountTrial.Finding] = []
    if online {
      findings = try await tryAccounts(configuration, AccountStore(database), at: now)
    } else {
      Console.note("no carrier was asked; --online asks each account once")
    }
    try database.close()
    let bad = findings.count { !$0.isWell }
    if bad > 0 { throw CommandFailure("\(bad) of \(findings.count) accounts need a hand") }
  }

  private func tryAccounts(
    _ configuration: Configuration, _ store: AccountStore, at now: Timestamp
  ) async throws -> [AccountTrial.Finding] {
    let (catalog, problems) = CarrierCatalog.load(directories: try Installation.carrierDirectories(configuration))
    for problem in problems.list { Console.note(problem.description) }
    let transport = CurlTransport(
      TransportConfiguration(allowsPlainLoopback: configuration.accounts.contains { $0.base != nil }))
    let trial = AccountTrial(
      catalog: catalog, secrets: Secrets.fromEnvironment(), store: store, transport: transport.asCarrierTransport,
      clock: RunningClock(start: now) { Timestamp(Date()) })
    var findings: [AccountTrial.Finding] = []
    for account in configuration.accounts {
      let finding = await trial.run(account)
      Console.result("\(account.name)\t\(finding.isWell ? "ok" : "failed"): \(finding.words)")
      findings.append(finding)
    }
    await transport.shutDown()
    if configuration.accounts.isEmpty { Console.note("the configuration has no accounts") }
    return findings
  }
}
