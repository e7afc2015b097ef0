import CarrierKit
import Foundation
import Polling
import StrictYAML
import Tracking

/// Reads configuration and carriers anew and puts them to use, or keeps all that was.
struct Reload: Sendable {
  enum Outcome: Sendable, Equatable {
    /// What is in use now; `restart` names the keys that were changed and wait for a restart.
    case replaced(carriers: Int, accounts: Int, restart: [String])
    /// Nothing was changed, because of these mistakes.
    case kept(why: [String])
  }

  let file: String
  let stateDirectory: String
  /// As the daemon started.
  let started: Configuration
  let secrets: Secrets
  let program: Program
  let transport: CarrierTransport

  /// All or nothing: one mistake anywhere keeps the old configuration and the old carriers.
  func attempt() -> Outcome {
    do {
      let configuration = try read()
      let (carriers, problems) = CarrierCatalog.load(directories: try Installation.carrierDirectories(configuration))
      if !problems.list.isEmpty { throw problems }
      let accounts = try CarrierAccounts.polling(
        configuration.accounts, catalog: carriers, secrets: secrets, clock: program.clock, transport: transport)
      try program.replace(carriers: carriers, accounts: accounts)
      return .replaced(
        carriers: carriers.sorted.count, accounts: accounts.count, restart: configuration.needsRestart(since: started))
    } catch let problems as YAMLProblems {
      return .kept(why: problems.list.map(\.description))
    } catch let failures as CommandFailures {
      return .kept(why: failures.list.map(\.message))
    } catch let failure as CommandFailure {
      return .kept(why: [failure.message])
    } catch {
      return .kept(why: ["\(error)"])
    }
  }

  private func read() throws -> Configuration {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw CommandFailure("cannot read the configuration \(file)")
    }
    return try Configuration.read(text, file: file, stateDirectory: stateDirectory)
  }
}

extension Configuration {
  /// Keys whose change a reload cannot put to use.
  func needsRestart(since other: Configuration) -> [String] {
    var keys: [String] = []
    if listen != other.listen { keys.append("listen") }
    if publicURL != other.publicURL { keys.append("public_url") }
    if database != other.database { keys.append("database") }
    if masterKey != other.masterKey { keys.append("master_key") }
    if trustedProxies != other.trustedProxies { keys.append("trusted_proxies") }
    if metricsReaders != other.metricsReaders { keys.append("metrics_readers") }
    if mail != other.mail { keys.append("mail") }
    if requestsPerMinute != other.requestsPerMinute { keys.append("api_requests_per_minute") }
    if logLevel != other.logLevel { keys.append("log_level") }
    if webhooksToThisMachine != other.webhooksToThisMachine { keys.append("webhooks_to_this_machine") }
    if personalDays != other.personalDays { keys.append("retention") }
    // Plain http to loopback is allowed at start or never.
    if accounts.contains(where: { $0.base != nil }), !other.accounts.contains(where: { $0.base != nil }) {
      keys.append("accounts.base")
    }
    return keys
  }
}
