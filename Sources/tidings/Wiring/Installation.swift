import CarrierKit
import Foundation
import Localization
import Logging
import StrictYAML

/// The data files of an installation: carriers and catalogs.
enum Installation {
  /// Loads both. A broken drop-in carrier is told and left out; without any carriers or with a broken catalog there is
  /// nothing to serve.
  static func load(_ configuration: Configuration, logger: Logger) throws -> (CarrierCatalog, Catalogs) {
    let (carriers, problems) = CarrierCatalog.load(directories: try carrierDirectories(configuration))
    for problem in problems.list { logger.warning("a carrier is left out", metadata: ["why": "\(problem)"]) }
    return (carriers, try catalogs())
  }

  static func carrierDirectories(_ configuration: Configuration) throws(CommandFailure) -> [String] {
    guard let shipped = DataFiles.directory("Carriers") else { throw CarrierFolders.nowhere }
    return [shipped] + configuration.carrierDirectories
  }

  static func catalogs() throws -> Catalogs {
    guard let directory = DataFiles.directory("Catalogs") else {
      throw CommandFailure(
        "there is no folder Catalogs", hint: "set TIDINGS_DATA to the folder that holds Carriers and Catalogs")
    }
    return try Catalogs(directory: directory)
  }
}
