extension Evaluation {
  /// How the self-tuned alarm did: one alarm a parcel, on the first evening that raised it.
  public struct Alarms: Sendable {
    /// Late parcels alarmed before their promise.
    public var recall = 0.0
    /// Punctual parcels alarmed.
    public var falseAlarms = 0.0
    /// Late ones among the alarmed.
    public var precision = 0.0
    /// Days before the promise of the middle one among the late that were alarmed.
    public var medianLead = 0
    /// Late parcels alarmed five days before the promise or earlier.
    public var lead5 = 0.0
  }

  public var alarms: Alarms {
    let leads = cases.filter(\.late).compactMap(\.alarmLead).sorted()
    let wrong = cases.count { !$0.late && $0.alarmLead != nil }
    let late = Double(max(lateCount, 1))
    return Alarms(
      recall: Double(leads.count) / late, falseAlarms: Double(wrong) / Double(max(count - lateCount, 1)),
      precision: Double(leads.count) / Double(max(leads.count + wrong, 1)),
      medianLead: leads.isEmpty ? 0 : leads[leads.count / 2], lead5: Double(leads.count { $0 >= 5 }) / late)
  }

  /// The share of parcels that had come by each day of the windows, over the chance that was said for it. Days are
  /// whole: the ideal lies between the share that came by that day and the share that came before it.
  public func arrived(before: Bool) -> [(Double, Double)] {
    let windows = cases.compactMap { one in one.window.map { (one.taken, $0) } }.filter { $0.1.count == 5 }
    guard !windows.isEmpty else { return [] }
    return [0.05, 0.25, 0.5, 0.75, 0.95].enumerated().map { index, chance in
      let come = windows.count { before ? $0.0 < $0.1[index] : $0.0 <= $0.1[index] }
      return (chance, Double(come) / Double(windows.count))
    }
  }
}
