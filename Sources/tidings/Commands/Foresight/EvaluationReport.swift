import Foresight
import Foundation

/// The figures of an evaluation, as lines and as curves.
enum EvaluationReport {
  static func tell(_ evaluation: Evaluation) {
    Console.result("parcels judged\t\(evaluation.count), \(evaluation.lateCount) of them late")
    for lead in Evaluation.leads {
      line("S\(lead)", evaluation.recall(lead: lead), evaluation.interval { $0.recall(lead: lead) })
    }
    line("Brier", evaluation.brier, evaluation.interval { $0.brier })
    line("worst calibration gap", evaluation.worstGap, nil)
    let windows = evaluation.windows
    line("median's mean error, days", windows.error, nil)
    line("pinball, days", windows.pinball, evaluation.interval { $0.windows.pinball })
    line("coverage of the 50 % window", windows.coverage50, nil)
    line("coverage of the 90 % window", windows.coverage90, evaluation.interval { $0.windows.coverage90 })
    let alarms = evaluation.alarms
    line("alarm: recall before the promise", alarms.recall, evaluation.interval { $0.alarms.recall })
    line("alarm: false alarms", alarms.falseAlarms, evaluation.interval { $0.alarms.falseAlarms })
    line("alarm: precision", alarms.precision, evaluation.interval { $0.alarms.precision })
    Console.result("alarm: median lead, days\t\(alarms.medianLead)")
    line("alarm: late parcels with 5 days and more", alarms.lead5, evaluation.interval { $0.alarms.lead5 })
  }

  static func tell(_ evaluation: LegEvaluation) {
    Console.result("legs judged\t\(evaluation.count), \(evaluation.lateCount) of them late")
    for lead in LegEvaluation.leads {
      line("S\(lead)h", evaluation.recall(lead: lead), evaluation.interval(lead: lead))
    }
  }

  static func plot(_ evaluation: Evaluation, to directory: String) throws {
    for (name, plot) in [
      ("recall", recall(evaluation)), ("calibration", calibration(evaluation)), ("windows", windows(evaluation)),
    ] {
      try plot.svg.write(toFile: "\(directory)/\(name).svg", atomically: true, encoding: .utf8)
    }
  }

  private static let colors = ["#0b5fa5", "#b3541e", "#2c7a4b"]
  private static let ideal = UnitPlot.Line(name: "ideal", color: "#999", points: [(0, 0), (1, 1)])

  private static func recall(_ evaluation: Evaluation) -> UnitPlot {
    UnitPlot(
      title: "Late parcels found over false alarms", across: "share of on-time parcels alarmed",
      up: "share of late parcels found", limit: 0.2,
      lines: zip([3, 5, 7], colors).map { lead, color in
        UnitPlot.Line(
          name: "\(lead) days ahead", color: color,
          points: evaluation.curve(lead: lead).map { ($0.falseAlarms, $0.recall) })
      })
  }

  private static func calibration(_ evaluation: Evaluation) -> UnitPlot {
    let told = evaluation.calibration.filter { $0.evenings > 0 }.map { ($0.said, $0.came) }
    return UnitPlot(
      title: "What was said and what came", across: "chance said", up: "share that came late",
      lines: [ideal, UnitPlot.Line(name: "said", color: colors[0], points: told)])
  }

  private static func windows(_ evaluation: Evaluation) -> UnitPlot {
    UnitPlot(
      title: "Windows said at hand-over", across: "chance said to have come by then", up: "share that had come",
      lines: [
        ideal,
        UnitPlot.Line(name: "by that day", color: colors[0], points: evaluation.arrived(before: false)),
        UnitPlot.Line(name: "by the day before", color: colors[1], points: evaluation.arrived(before: true)),
      ])
  }

  private static func line(_ name: String, _ value: Double, _ range: (Double, Double)?) {
    Console.result("\(name)\t\(figure(value))" + (range.map { "\t95 % \(figure($0.0)) to \(figure($0.1))" } ?? ""))
  }

  private static func figure(_ value: Double) -> String { String(format: "%.4f", value) }
}
