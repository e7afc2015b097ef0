import ArgumentParser
import Foresight
import Foundation
import Tracking

/// Predicting delays: how well it does on known parcels.
struct ForesightCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "foresight", abstract: "Predicting delays: measure it on known parcels.", subcommands: [Evaluate.self])

  struct Evaluate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Replays past parcels day by day and says how well the delays were foreseen.",
      discussion: """
        The parcels are a CSV file with the columns parcel_id, handover, promise, delivered (yyyy-MM-dd), origin, dest, \
        dest_region, dest_zip3, km; what is unknown stays empty. The holidays are a file with one date a line. \
        Parcels handed over from --split on are judged; earlier ones only teach. Nothing is known before its day.

        DIR gets scores.csv (what was said each evening), windows.csv, and two plots.
        """)

    @Option(help: "The parcels.")
    var parcels: String
    @Option(help: "Days on which nothing is delivered.")
    var holidays: String?
    @Option(help: "The first day of hand-over that is judged, yyyy-MM-dd.")
    var split: String
    @Option(help: "Where the results go.")
    var out: String

    func run() async throws {
      guard let first = CivilDate(split) else { throw ValidationError("--split \(split) is no date (yyyy-MM-dd)") }
      let known = try ParcelHistory.read(parcels)
      let days = try holidays.map { try ParcelHistory.readDays($0) } ?? []
      Console.note("replaying \(known.count) parcels")
      let clock = ContinuousClock()
      var replay = TransitReplay(Forecaster(holidays: Set(days)))
      let elapsed = clock.measure { replay.run(known, split: first) }
      Console.note("replayed in \(elapsed), \(replay.forecaster.keyCount) keys")
      try ParcelHistory.write(replay, to: out)
      let evaluation = Evaluation(known, split: first, replay: replay)
      report(evaluation)
      try plot(evaluation)
    }

    private func report(_ evaluation: Evaluation) {
      Console.result("parcels judged\t\(evaluation.count), \(evaluation.lateCount) of them late")
      for lead in Evaluation.leads {
        let range = evaluation.interval { $0.recall(lead: lead) }
        Console.result(
          "S\(lead)\t\(figure(evaluation.recall(lead: lead)))\t95 % \(figure(range.0)) to \(figure(range.1))")
      }
      let windows = evaluation.windows
      Console.result("Brier\t\(figure(evaluation.brier))")
      Console.result("worst calibration gap\t\(figure(evaluation.worstGap))")
      Console.result("median's mean error, days\t\(figure(windows.error))")
      Console.result("pinball, days\t\(figure(windows.pinball))")
      Console.result("coverage of the 50 and 90 % window\t\(figure(windows.coverage50))\t\(figure(windows.coverage90))")
    }

    private func plot(_ evaluation: Evaluation) throws {
      let colors = ["#0b5fa5", "#b3541e", "#2c7a4b"]
      let recall = zip([3, 5, 7], colors).map { lead, color in
        UnitPlot.Line(
          name: "\(lead) days ahead", color: color,
          points: evaluation.curve(lead: lead).map { ($0.falseAlarms, $0.recall) })
      }
      let told = evaluation.calibration.filter { $0.evenings > 0 }.map { ($0.said, $0.came) }
      let plots: [(String, UnitPlot)] = [
        (
          "recall.svg",
          UnitPlot(
            title: "Late parcels found over false alarms", across: "share of on-time parcels alarmed",
            up: "share of late parcels found", limit: 0.2, lines: recall)
        ),
        (
          "calibration.svg",
          UnitPlot(
            title: "What was said and what came", across: "chance said", up: "share that came late",
            lines: [
              UnitPlot.Line(name: "ideal", color: "#999", points: [(0, 0), (1, 1)]),
              UnitPlot.Line(name: "said", color: colors[0], points: told),
            ])
        ),
      ]
      for (name, plot) in plots {
        try plot.svg.write(toFile: out + "/" + name, atomically: true, encoding: .utf8)
      }
    }

    private func figure(_ value: Double) -> String { String(format: "%.4f", value) }
  }
}
