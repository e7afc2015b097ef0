import Tracking

/// Parcels of one order that change together are told in one message.
extension MailJob {
  /// The deliveries that this message settles.
  var seqs: [Int64] { [seq] + otherSeqs }

  /// News for one reader that are due at the same time become one message.
  static func bundled(_ jobs: [MailJob]) -> [MailJob] {
    var bundled: [MailJob] = []
    for job in jobs {
      let partner = bundled.firstIndex { $0.told != nil && $0.subscription.id == job.subscription.id }
      if let partner, job.told != nil {
        bundled[partner] = joined(bundled[partner], job)
      } else {
        bundled.append(job)
      }
    }
    return bundled
  }

  /// The older delivery leads: so the message keeps its id when it is tried again, whatever joined it meanwhile.
  private static func joined(_ one: MailJob, _ other: MailJob) -> MailJob {
    var (leader, joining) = one.seq < other.seq ? (one, other) : (other, one)
    leader.otherSeqs += joining.seqs
    leader.attempts = max(leader.attempts, joining.attempts)
    joining.others += [joining.told].compactMap(\.self)
    for told in joining.others where !leader.tells(told.shipment.id) { leader.others.append(told) }
    return leader
  }

  /// Each parcel is told as it is now, however many news of it are due.
  private func tells(_ shipment: ShipmentID) -> Bool {
    told?.shipment.id == shipment || others.contains { $0.shipment.id == shipment }
  }

  private var told: Told? {
    if case .news(let told) = content { return told }
    return nil
  }
}
