import ArgumentParser
import CarrierKit
import Foundation
import Site
import Storage
import Tracking

/// Shipments, as an operator or a support agent looks at them.
struct ShipmentsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shipment", abstract: "Shipments: show one, hold, send, close it, import a list.",
    discussion: "`show` says what was told to whom and why. `hold`, `send` and `close` are for the support desk.",
    subcommands: [
      Show.self, Hold.self, Release.self, Send.self, Close.self, Reopen.self, Import.self,
    ],
    aliases: ["shipments"])

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows a shipment with its history, estimates, plans, and what was told to whom and why.")
    @OptionGroup var choice: ShipmentChoice

    func run() async throws {
      let database = try await choice.options.openDatabase()
      for shipment in try await choice.all(in: database) {
        guard let log = try await DeskStore(database).log(of: shipment.id) else { continue }
        Console.result(ShipmentSheet.text(shipment, log: log))
      }
      try database.close()
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Imports shipments from a CSV file and reports line by line.",
      discussion: """
        The first row names the columns, in any order: number (needed), carrier, order, promise (2026-12-24), country, \
        region, postcode, language, service, items (2 x Lamp | Bulb), order_value with currency. Comma, semicolon or tab.

        A row with a mistake is left out and told; the others are taken. The same file again adds nothing twice.
        """)
    @Argument(help: "The CSV file, UTF-8.")
    var file: String
    @Option(help: "The shop that they belong to.")
    var shop: String
    @OptionGroup var folders: CarrierFolders
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let configuration = try options.load()
      guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
        throw CommandFailure("cannot read \(file)", hint: "does it exist, and is it UTF-8?")
      }
      let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
      guard let owner = try await ShopStore(database).find(ShopID(shop)) else {
        throw CommandFailure("there is no shop \(shop)", hint: "tidings shop list")
      }
      var places = folders
      places.extra = configuration.carrierDirectories + folders.extra
      let book = try CarrierBook(rules: try places.load().recognitionRules) { _, _ in 0 }
      let lines: [CSVImport.Line]
      do { lines = try CSVImport.read(text, shop: owner, carriers: book) } catch {
        throw CommandFailure("\(file):\(error.line): \(error.message)", hint: error.hint)
      }
      Console.note("importing \(lines.count) lines")
      let report = try await CSVImport.store(
        lines, shop: owner.id, in: ShipmentStore(database), makeID: Program.newID, at: Timestamp(Date()))
      try database.close()
      for line in report.lines where line.result == .refused {
        let mistakes = (line.errors ?? []).map {
          ($0.column.isEmpty ? "" : "\($0.column): ") + $0.detail + ($0.hint.map { " (\($0))" } ?? "")
        }
        Console.result("\(file):\(line.line): refused: \(mistakes.joined(separator: "; "))")
      }
      Console.result(
        "\(report.created) created, \(report.existing) known already, \(report.adopted) adopted, \(report.refused) refused"
      )
      if report.refused > 0 { throw ExitCode(1) }
    }
  }
}
