import ArgumentParser
import CarrierKit
import Foundation
import StrictYAML
import Tracking

/// `tidings check`: everything that can be wrong before the daemon starts.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Checks configuration, carriers, catalogs, accounts and secrets; exit 0 or 1.")
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    var problems = 0
    func tell(_ text: String) {
      Console.result(text)
      problems += 1
    }
    let (catalog, broken) = CarrierCatalog.load(directories: try Installation.carrierDirectories(configuration))
    for problem in broken.list { tell(problem.description) }
    do { _ = try Installation.catalogs() } catch let mistakes as YAMLProblems {
      for mistake in mistakes.list { tell(mistake.description) }
    } catch { tell("\(error)") }
    let secrets = Secrets.fromEnvironment()
    for account in configuration.accounts {
      do throws(CommandFailure) { _ = try CarrierAccounts.resolve(account, catalog: catalog, secrets: secrets) } catch {
        tell("\(options.config): \(error)")
      }
    }
    do { _ = try configuration.mail?.relay(secrets) } catch { tell("\(options.config): \(error)") }
    do { _ = try Program.masterKey(secrets.read(configuration.masterKey)) } catch {
      tell("\(options.config): \(error)")
    }
    let folder = URL(fileURLWithPath: configuration.database).deletingLastPathComponent().path
    if !FileManager.default.isWritableFile(atPath: folder) {
      tell("\(options.config): the database's folder \(folder) cannot be written by this user")
    }
    if problems > 0 { throw CommandFailure("\(problems) problem\(problems == 1 ? "" : "s")") }
    Console.result("all is well: \(catalog.sorted.count) carriers, \(configuration.accounts.count) accounts")
  }
}
