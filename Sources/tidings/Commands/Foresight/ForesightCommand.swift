import ArgumentParser
import Foresight
import Foundation
import Tracking

/// Predicting delays: how well it does on known parcels.
struct ForesightCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "foresight", abstract: "Predicting delays: learn from past orders, measure it on known parcels.",
    subcommands: [Import.self, Evaluate.self])

  struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replays past parcels day by day and says how well the delays were foreseen.",
      discussion: """
        The parcels are a CSV file with the columns parcel_id, handover, promise, delivered (yyyy-MM-dd), and where \
        known origin, dest, dest_region, dest_zip3, km, carrier, service, country; what is unknown stays empty. The \
        holidays are a file with one date a line; those of a known country need not be in it. Parcels handed over from \
        --split on are judged; earlier ones only teach. Nothing is known before its day: the replay feeds the same door \
        as the daemon.

        The legs are scans of transports: leg_id, case, origin, dest, promise_h, steps (names with | between them), \
        actual_h (hours of each step, likewise). The last 30 % of the cases are judged, each knowing earlier ones only.

        DIR gets scores.csv (what was said each evening), windows.csv, leg-scores.csv, and the curves as SVG.

        tidings foresight evaluate --parcels parcels.csv --holidays holidays.csv --split 2018-02-01 --out /tmp/figures
        tidings foresight evaluate --legs legs.csv --out /tmp/figures
        """)

    enum Method: String, ExpressibleByArgument, CaseIterable { case combined, reference }

    @Option(help: "Past parcels.")
    var parcels: String?
    @Option(help: "Days on which nothing is delivered.")
    var holidays: String?
    @Option(help: "The first day of hand-over that is judged, yyyy-MM-dd.")
    var split: String?
    @Option(help: "Past transports with their scans.")
    var legs: String?
    @Option(help: "Cases that begin before the end of one is known.")
    var lag = 0
    @Option(help: "combined, or reference: the one chain of tables that the combination is measured against.")
    var method = Method.combined
    @Option(help: "Where the results go.")
    var out: String

    func validate() throws {
      guard parcels != nil || legs != nil else { throw ValidationError("--parcels or --legs is needed") }
      guard parcels == nil || split != nil else { throw ValidationError("--parcels needs --split, a date yyyy-MM-dd") }
      if let split, CivilDate(split) == nil { throw ValidationError("--split \(split) is no date (yyyy-MM-dd)") }
      guard (0...100_000).contains(lag) else { throw ValidationError("--lag is a number of cases") }
    }

    func run() async throws {
      try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
      if let parcels, let first = split.flatMap({ CivilDate($0) }) { try evaluate(parcels, from: first) }
      if let legs { try evaluate(legs: legs) }
      Console.note("scores and curves are in \(out)")
    }

    private func evaluate(_ path: String, from split: CivilDate) throws {
      let known = try ParcelHistory.read(path)
      let days = Set(try holidays.map { try ParcelHistory.readDays($0) } ?? [])
      var replay = TransitReplay(method == .reference ? .reference(holidays: days) : Forecaster(holidays: days))
      let progress = Progress("replaying \(known.count) parcels")
      let elapsed = ContinuousClock().measure { replay.run(known, split: split) { progress.show($0) } }
      let state = replay.forecaster.encoded()
      Console.note(
        "replayed \(known.count) parcels in \(elapsed); \(replay.forecaster.keyCount) keys, state \(state.count) bytes")
      try ParcelHistory.write(replay, to: out)
      let evaluation = Evaluation(known, split: split, replay: replay)
      EvaluationReport.tell(evaluation)
      try EvaluationReport.plot(evaluation, to: out)
    }

    private func evaluate(legs path: String) throws {
      let legs = try LegHistory.read(path)
      let cases = (legs.map(\.caseNumber).max() ?? 0) + 1
      let first = Int(0.7 * Double(cases))
      var replay = LegReplay()
      let progress = Progress("replaying \(legs.count) legs")
      let elapsed = ContinuousClock().measure { replay.run(legs, from: first, lag: lag) { progress.show($0) } }
      Console.note("replayed \(legs.count) legs in \(elapsed); \(replay.model.keyCount) keys")
      try LegHistory.write(replay, to: out)
      EvaluationReport.tell(LegEvaluation(legs, from: first, replay: replay))
    }
  }
}
