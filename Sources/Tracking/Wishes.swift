/// Which news a customer asked for.
public enum Wishes: String, CaseIterable, Sendable, Codable {
  /// Every step.
  case all
  /// The day before delivery, the day itself, and what gets in the way.
  case important
  /// Only what gets in the way, and its end.
  case badOnly = "bad_only"

  /// Whether somebody with these wishes is told `news`.
  public func want(_ news: News) -> Bool {
    // Of the network, not of a parcel: for the shop.
    if news.kind == .networkIncident || news.kind == .networkRecovered { return false }
    // What began as bad news is told to its end.
    if news.isBad || news.kind == .delayResolved { return true }
    switch self {
    case .all: return news.kind != .shipmentPending
    case .important: return Wishes.importantKinds.contains(news.kind)
    case .badOnly: return false
    }
  }

  private static let importantKinds: Set<News.Kind> = [
    .deliveryTomorrow, .deliveryToday, .deliveryWindow, .estimateRevised, .shipmentAttemptFailed,
    .shipmentReadyForPickup, .pickupExpiring, .shipmentDelivered,
  ]
}
