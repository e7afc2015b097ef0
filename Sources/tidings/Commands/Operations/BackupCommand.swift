import ArgumentParser
import Foundation
import Storage
import Tracking

/// `tidings backup`: a consistent copy of the database while the daemon runs.
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Writes a consistent copy of the database to a new file.",
    discussion: """
      Works while the daemon runs. The copy holds personal data: it is readable by its owner only; keep it so. The \
      master key is not in it; page links and sealed secrets need the same key after a restore.
      """)
  @Argument(help: "The file to write. It must not be there yet.")
  var file: String
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    guard FileManager.default.fileExists(atPath: configuration.database) else {
      throw CommandFailure("there is no database \(configuration.database)")
    }
    if FileManager.default.fileExists(atPath: file) {
      throw CommandFailure("\(file) is there already", hint: "name a new file, as in tidings-$(date +%F).sqlite")
    }
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent().path
    guard FileManager.default.isWritableFile(atPath: folder) else {
      throw CommandFailure(
        "the folder \(folder) cannot be written", hint: "is it there, and may this user write there?")
    }
    let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
    try database.backUp(to: file)
    try database.close()
    let size = (try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int) ?? 0
    Console.result("\(file): \(size / 1024) KiB")
  }
}
