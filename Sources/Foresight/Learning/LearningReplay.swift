import Tracking

/// Past parcels, taught day by day through the same lessons that the daemon learns from.
public struct LearningReplay: Sendable {
  private var days: [Int: [(id: ShipmentID, lesson: Lesson)]] = [:]
  public private(set) var count = 0

  public init() {}

  /// The first and the last day that something is known of.
  public var span: ClosedRange<CivilDate>? {
    guard let first = days.keys.min(), let last = days.keys.max() else { return nil }
    return CivilDate(dayNumber: first)...CivilDate(dayNumber: last)
  }

  /// Days after which a parcel of a file that never came is no longer waited for.
  private static let longestWait = 30

  /// A parcel of a file: handed over, and arrived where it did.
  public mutating func add(
    _ id: ShipmentID, _ lane: Lane, handover: CivilDate, promise: CivilDate?, arrived: CivilDate?
  ) {
    count += 1
    note(id, .handedOver(lane, on: handover, promise: promise, label: nil, scan: nil), on: handover)
    if let arrived {
      note(id, .arrived(max(arrived, handover)), on: max(arrived, handover))
    } else {
      note(id, .left, on: handover.adding(days: Self.longestWait))
    }
  }

  /// A stored shipment: what its checkpoints teach, each on its day.
  public mutating func add(_ shipment: Shipment) {
    var before = shipment
    before.checkpoints = []
    before.status = .pending
    before.estimates = []
    let change = Change(shipment: shipment, base: before, baseVersion: shipment.version, added: shipment.checkpoints)
    let lessons = change.lessons
    guard case .handedOver(_, let handover, _, _, _)? = lessons.first(where: \.isHandover) else { return }
    count += 1
    for lesson in lessons {
      switch lesson {
      case .labeled, .handedOver: note(shipment.id, lesson, on: handover)
      case .scanned(_, _, let moment): note(shipment.id, lesson, on: CivilTime(moment, offset: 0).date)
      case .estimated(_, let day), .arrived(let day): note(shipment.id, lesson, on: max(day, handover))
      case .left:
        let last = AssessmentPlan.lastHeard(shipment).map { CivilTime($0, offset: 0).date } ?? handover
        note(shipment.id, lesson, on: max(last, handover))
      case .promised, .closed, .watched: break
      }
    }
  }

  private mutating func note(_ id: ShipmentID, _ lesson: Lesson, on day: CivilDate) {
    days[day.dayNumber, default: []].append((id, lesson))
  }

  /// Teaches everything, and closes every day up to `last`.
  /// - Parameter progress: called with the share that is done.
  public func run(through last: CivilDate, progress: (Double) -> Void = { _ in }) -> Learning {
    var learning = Learning()
    guard let first = days.keys.min() else { return learning }
    // What was known after the last closed day belongs to the day that goes on.
    let end = max(last.dayNumber, days.keys.max() ?? first)
    for number in first...end {
      for (id, lesson) in days[number] ?? [] {
        _ = learning.take(JournalEntry(sequence: 0, shipment: id, lessons: [lesson]))
      }
      if number <= last.dayNumber {
        _ = learning.take(
          JournalEntry(sequence: 0, shipment: nil, lessons: [.closed(CivilDate(dayNumber: number))]))
      }
      progress(Double(number - first + 1) / Double(end - first + 1))
    }
    return learning
  }
}

extension Lesson {
  fileprivate var isHandover: Bool {
    if case .handedOver = self { true } else { false }
  }
}
