import ArgumentParser
import CarrierKit
import Foundation

/// `tidings carriers new`.
struct CarriersNew: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Writes the skeleton of a carrier: its table and its quality card.",
    discussion: """
      What nobody but you can know is left empty; `tidings carriers check` then names every empty place with its line.
      docs/carriers.md says what each key means. A carrier is done when its codes are fixtures too: see
      `tidings carriers record`.
      """)
  @Argument(help: "The carrier's id: a-z, 0-9 and -; also the folder's name.")
  var id: String
  @Option(help: "The folder of carriers, as in Carriers or /etc/tidings/carriers.d.")
  var into = "Carriers"

  func run() throws {
    guard let skeleton = CarrierSkeleton(id: id) else {
      throw CommandFailure("'\(id)' is no id", hint: "a-z, 0-9 and -, as in dhl-express")
    }
    let folder = "\(into)/\(id)"
    guard FileManager.default.fileExists(atPath: into) else {
      throw CommandFailure("there is no folder \(into)", hint: "run from the project's folder, or name one with --into")
    }
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw CommandFailure("\(folder) exists already", hint: "choose another id")
    }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      try skeleton.manifest.write(toFile: "\(folder)/carrier.yaml", atomically: true, encoding: .utf8)
      try skeleton.card.write(toFile: "\(folder)/README.md", atomically: true, encoding: .utf8)
    } catch {
      throw CommandFailure("cannot write \(folder): \(error.localizedDescription)")
    }
    Console.result("\(folder)/carrier.yaml\n\(folder)/README.md")
    Console.note("fill in what is empty; `tidings carriers check --carriers \(into)` names it line by line")
  }
}
