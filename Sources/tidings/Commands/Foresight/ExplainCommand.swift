import ArgumentParser
import CarrierKit
import Foundation
import Localization
import Presentation
import Storage
import Tracking

/// Why something is as it is.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Why something is as it is.", subcommands: [ExplainShipment.self])

  struct ExplainShipment: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "shipment",
      abstract: "Explains the verdict on a shipment: how its promise stands, by what counts, which estimate is shown.",
      discussion: """
        Reads the database only: works beside the running daemon, and without it. The counts are of the shop's own
        parcels; "open on day 9" means: not delivered nine days after the carrier's first scan.
        """)

    @OptionGroup var choice: ShipmentChoice
    @Option(help: "en or de.")
    var language = "en"

    func run() async throws {
      let configuration = try choice.options.load()
      guard let words = try Installation.catalogs()[language] else {
        throw CommandFailure("there is no catalog \(language)", hint: "de and en are there")
      }
      let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
      let found = try await choice.all(in: database)
      try database.close()
      let carriers = CarrierCatalog.load(directories: try Installation.carrierDirectories(configuration)).catalog
      for shipment in found {
        let name = carriers[shipment.carrier]?.name ?? shipment.carrier.rawValue
        let sheet = VerdictSheet(shipment, carrier: name, in: words, at: Timestamp(Date()))
        Console.result("\(name) \(shipment.number)  \(shipment.id)")
        let rows = sheet.rows
        let width = rows.map(\.label.count).max() ?? 0
        for row in rows {
          Console.result("  \(row.label)\(String(repeating: " ", count: width - row.label.count + 2))\(row.text)")
        }
      }
    }
  }
}
