import Localization
import Tracking

/// What our own forecast rests on, in a sentence for the customer.
extension Story {
  /// Nil where the forecast plays no part in what the page says.
  var foreseen: String? {
    guard let outlook = shipment.outlook else { return nil }
    if delay == .atRisk, outlook.isAlarm, outlook.counts.later > 0 {
      return words("lead.foreseen", counts(outlook))
    }
    guard expectation?.source == .foresight else { return nil }
    if let standing = outlook.carrier, standing.isDistrusted, shipment.estimate(.carrier) != nil {
      return words(
        "lead.ours_distrusted",
        names.merging(["kept": words.numbers.integer(standing.kept), "of": words.numbers.integer(standing.of)]) { $1 })
    }
    return words(outlook.basis == .prior ? "lead.ours_assumed" : "lead.ours", counts(outlook))
  }

  private func counts(_ outlook: Outlook) -> [String: String] {
    names.merging([
      "open": words.numbers.integer(outlook.counts.open), "later": words.numbers.integer(outlook.counts.later),
    ]) { $1 }
  }
}
