import ArgumentParser
import Foundation
import Storage
import StrictYAML
import Tracking

/// `--config`, and what comes from it.
struct ConfigurationOption: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("The configuration file.", valueName: "file"))
  var config = "/etc/tidings/tidings.yaml"

  /// The configuration, or all its mistakes on stderr and exit 1.
  func load() throws -> Configuration {
    guard let text = try? String(contentsOfFile: config, encoding: .utf8) else {
      throw CommandFailure(
        "cannot read the configuration \(config)",
        hint: "name another with --config, or start with the example in the README")
    }
    do {
      return try Configuration.read(text, file: config, stateDirectory: Self.stateDirectory)
    } catch {
      for problem in error.list { Console.note(problem.description) }
      throw CommandFailure("\(config) has \(error.list.count) mistake\(error.list.count == 1 ? "" : "s")")
    }
  }

  /// Opens the database that the configuration names.
  func openDatabase() async throws -> SQLiteDatabase {
    let configuration = try load()
    return try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
  }

  /// systemd's `$STATE_DIRECTORY`, else the usual place.
  static var stateDirectory: String {
    ProcessInfo.processInfo.environment["STATE_DIRECTORY"] ?? "/var/lib/tidings"
  }
}
