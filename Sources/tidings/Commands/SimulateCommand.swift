import ArgumentParser
import Foresight
import Foundation
import Tracking

/// Made-up fleets with known truth: how soon trouble of the network is seen.
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Plays made-up parcels through the forecaster and compares what it says with the truth.",
    discussion: """
      A carrier with 8 hubs and 12 regions; every ten days a hub closes for one and a half to three days. The same seed
      gives the same figures. Told for each size of fleet: hours from a closure to its incident, closures seen, whether
      the hub was named, false incidents a carrier and year, and how the delay alarms did.

      tidings simulate --seed 1 --days 120
      """)

  @Option(help: "What the dice begin with.")
  var seed: UInt64 = 1
  @Option(help: "Days to play; the first 28 are quiet.")
  var days = 120
  @Option(name: .customLong("parcels"), help: "Parcels handed over on a working day; may be given several times.")
  var sizes: [Int] = [30, 150, 600]

  func validate() throws {
    guard (1...1000).contains(days) else { throw ValidationError("--days is 1 to 1000") }
    guard sizes.allSatisfy({ (1...20_000).contains($0) }) else { throw ValidationError("--parcels is 1 to 20000") }
  }

  func run() async throws {
    guard let first = CivilDate(year: 2026, month: 1, day: 5) else { return }
    Console.result(FleetSimulation.head)
    for size in sizes {
      let progress = Progress("playing \(size) parcels a day")
      let simulation = FleetSimulation(seed: seed, days: days, perDay: size, first: first) { progress.show($0) }
      Console.result(simulation.row)
    }
  }
}
