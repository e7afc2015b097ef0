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
    var problems = 0
    func tell(_ text: String) {
      Console.result(text)
      problems += 1
    }
    let configuration: Configuration
    do { configuration = try options.load() } catch {
      // What does not need the file is looked at all the same.
      for problem in Self.dataFiles([]).problems { tell(problem) }
      throw error
    }
    let (catalog, broken) = Self.dataFiles(configuration.carrierDirectories)
    for problem in broken { tell(problem) }
    let secrets = Secrets.fromEnvironment()
    for account in configuration.accounts {
      do throws(CommandFailure) { _ = try CarrierAccounts.resolve(account, catalog: catalog, secrets: secrets) } catch {
        tell("\(error)")
      }
    }
    do { _ = try configuration.mail?.relay(secrets) } catch { tell("\(options.config): \(error)") }
    do { _ = try Program.masterKey(secrets.read(configuration.masterKey)) } catch {
      tell("\(options.config): \(error)")
    }
    let folder = URL(fileURLWithPath: configuration.database).deletingLastPathComponent().path
    // systemd makes the state directory with the first start.
    let isToCome = folder == ConfigurationOption.stateDirectory && !FileManager.default.fileExists(atPath: folder)
    if !isToCome, !FileManager.default.isWritableFile(atPath: folder) {
      tell("\(options.config): the database's folder \(folder) cannot be written by this user")
    }
    if problems > 0 { throw CommandFailure("\(problems) problem\(problems == 1 ? "" : "s")") }
    Console.result("all is well: \(catalog.sorted.count) carriers, \(configuration.accounts.count) accounts")
  }

  /// Carriers and catalogs, with all that is wrong in them.
  private static func dataFiles(_ directories: [String]) -> (carriers: CarrierCatalog, problems: [String]) {
    let shipped = [DataFiles.directory("Carriers")].compactMap(\.self)
    let (carriers, broken) = CarrierCatalog.load(directories: shipped + directories)
    var problems = broken.list.map(\.description)
    if shipped.isEmpty { problems.append(CarrierFolders.nowhere.description) }
    do { _ = try Installation.catalogs() } catch let mistakes as YAMLProblems {
      problems += mistakes.list.map(\.description)
    } catch { problems.append("\(error)") }
    do { _ = try PriorsFile.load() } catch let mistakes as YAMLProblems {
      problems += mistakes.list.map(\.description)
    } catch { problems.append("\(error)") }
    return (carriers, problems)
  }
}
