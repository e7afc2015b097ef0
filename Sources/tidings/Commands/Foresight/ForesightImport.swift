import ArgumentParser
import CarrierKit
import Foresight
import Foundation
import Site
import Storage
import Tracking

extension ForesightCommand {
  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Learns from a shop's past orders, so that delays are foreseen from the first day.",
      discussion: """
        The file is CSV in UTF-8 with a line for each parcel and these columns; carrier and handover are needed, what is
        unknown stays empty, and a column that is unknown for all may be left out:

          carrier          as `tidings carriers list` names it
          service          the carrier's product, as its answers name it
          handover         the day of the carrier's first scan, yyyy-MM-dd
          promise          the last day that the customer was promised
          delivered        the day it came; empty where it never came
          origin_country, origin_postcode, country, postcode
                           from and to; only the first characters of a postal code are kept
          region           the state, where its holidays matter ("BY")

        The orders are lived through day by day together with the stored shipments. That replaces what was learned so
        far, so give all files at once; the daemon must not run meanwhile. A line with a mistake is told and left out.
        """)

    @Argument(help: "The CSV files.")
    var files: [String]
    @Option(help: "The shop whose orders they are.")
    var shop: String
    @OptionGroup var folders: CarrierFolders
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let configuration = try options.load()
      try SoleOwner.claim(database: configuration.database)
      let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
      guard try await ShopStore(database).find(ShopID(shop)) != nil else {
        throw CommandFailure("there is no shop \(shop)", hint: "tidings shop list")
      }
      var places = folders
      places.extra = configuration.carrierDirectories + folders.extra
      let carriers = Set(try places.load().sorted.map(\.id))
      var orders: [PastOrder] = []
      var refused = 0
      for file in files {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
          throw CommandFailure("cannot read \(file)", hint: "does it exist, and is it UTF-8?")
        }
        let (read, problems) = HistoryCSV.read(text, shop: ShopID(shop), carriers: carriers)
        for problem in problems { Console.result("\(file):\(problem.line): refused: \(problem.message)") }
        refused += Set(problems.map(\.line)).count
        orders += read
      }
      try await learn(orders, refused: refused, in: database)
      try database.close()
      if refused > 0 { throw ExitCode(1) }
    }

    private func learn(_ orders: [PastOrder], refused: Int, in database: SQLiteDatabase) async throws {
      guard !orders.isEmpty else { throw CommandFailure("no line could be read, nothing was learned") }
      let store = LearningStore(database)
      let now = Timestamp(Date())
      let bar = Progress("learning")
      let result = try await WarmUp.learn(orders, store: store, at: now) { bar.show($0) }
      try await WarmUp.save(result, in: store, at: now)
      let forecaster = result.learning.forecaster
      Console.result(
        "\(result.orders) orders and \(result.shipments) stored shipments taught, \(refused) lines refused; "
          + "\(forecaster.keyCount) keys, learned up to \(forecaster.lastClosed?.iso ?? "-")")
    }
  }
}
