import Tracking

/// Orders that a shop might have sent in the months before, with known truth: most parcels come on the first or second
/// working day after the hand-over, some get stuck and take five days and more. The same days and seed give the same.
public enum PastOrders {
  /// A file as `tidings foresight import` reads it.
  /// - Parameters:
  ///   - last: the last day of hand-over.
  ///   - weeks: how far back they go.
  ///   - aDay: parcels on each day from Monday to Friday.
  public static func csv(
    carrier: CarrierID, through last: CivilDate, weeks: Int = 12, aDay: Int = 25, seed: UInt64 = 1
  ) -> String {
    var random = SplitMix(seed: seed)
    var lines = ["carrier,handover,promise,delivered,origin_country,country,postcode"]
    let areas = ["86167", "81829", "22113", "50769", "12277", "04356"]
    for offset in stride(from: weeks * 7, through: 0, by: -1) {
      let day = last.adding(days: -offset)
      guard day.weekday <= 5 else { continue }
      for _ in 0..<aDay {
        let dice = Int.random(in: 0..<100, using: &random)
        let late = Int.random(in: 5...7, using: &random)
        let came = dice < 70 ? workday(1, after: day) : dice < 90 ? workday(2, after: day) : stuck(late, after: day)
        let postcode = random.pick(areas, else: "86167")
        // What is still under way on the last day has no end yet.
        let end = came <= last ? came.iso : ""
        lines.append("\(carrier),\(day.iso),\(day.adding(days: 4).iso),\(end),DE,DE,\(postcode)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Monday to Saturday.
  private static func workday(_ count: Int, after day: CivilDate) -> CivilDate {
    var day = day
    for _ in 0..<count { day = stuck(1, after: day) }
    return day
  }

  private static func stuck(_ days: Int, after day: CivilDate) -> CivilDate {
    let end = day.adding(days: days)
    return end.weekday == 7 ? end.adding(days: 1) : end
  }
}
