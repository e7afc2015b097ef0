/// What a change teaches about shops' and carriers' ways. Without anything personal; derived from the change alone, and
/// stored in its transaction, so that no crash loses or doubles one.
public enum Lesson: Hashable, Sendable, Codable {
  /// The carrier knows the label: `hours` after the order.
  case labeled(Lane, hours: Int)
  /// The carrier scanned it for the first time, on this day at the place. `label` is when its data were sent, `scan`
  /// when it was scanned, where both have a moment.
  case handedOver(Lane, on: CivilDate, promise: CivilDate?, label: Timestamp?, scan: Timestamp?)
  /// A scan on the way. `place` is a hub or depot.
  case scanned(Status, place: String?, at: Timestamp)
  /// The carrier names a last day; said on the day `on`.
  case estimated(CivilDate, on: CivilDate)
  case promised(CivilDate?)
  /// Brought, or ready to be collected: its way has ended.
  case arrived(CivilDate)
  /// Goes back, cancelled, lost, silent for too long: it will not come.
  case left
  /// This day is over everywhere. Of no shipment.
  case closed(CivilDate)
  /// Time has passed up to here: scans that are missing are looked at. Of no shipment.
  case watched(Timestamp)
}

/// Lessons as they were committed, in the order of their commits.
public struct JournalEntry: Hashable, Sendable {
  public var sequence: Int64
  /// Nil for the end of a day.
  public var shipment: ShipmentID?
  public var lessons: [Lesson]

  public init(sequence: Int64, shipment: ShipmentID?, lessons: [Lesson]) {
    self.sequence = sequence
    self.shipment = shipment
    self.lessons = lessons
  }
}

extension Change {
  /// What it teaches, in the order in which it happened.
  public var lessons: [Lesson] {
    let wasUnderWay = base.firstScan != nil
    var lessons: [Lesson] = []
    if base.labelCheckpoint == nil, let lesson = shipment.labelLesson { lessons.append(lesson) }
    let begins = !wasUnderWay || (base.way != .open && shipment.way == .open)
    if begins, let lesson = shipment.handoverLesson { lessons.append(lesson) }
    guard shipment.firstScan != nil else {
      return shipment.way == .left && base.way != .left ? lessons + [.left] : lessons
    }
    lessons += added.reversed().compactMap(\.scanLesson)
    if let window = shipment.estimate(.carrier), window != base.estimate(.carrier), shipment.way == .open {
      lessons.append(.estimated(window.window.to, on: CivilTime(window.at, offset: 0).date))
    }
    if wasUnderWay, base.promise != shipment.promise { lessons.append(.promised(shipment.promise)) }
    if begins || base.way != shipment.way, base.way != .arrived || begins { lessons += shipment.endLessons }
    return lessons
  }
}

extension Shipment {
  enum Way { case open, arrived, left }

  /// Whether it is still on its way, as far as transit times are learned from it.
  var way: Way {
    switch status.state {
    case .delivered, .readyForPickup: .arrived
    case .returning, .returned, .cancelled, .expired: .left
    case .exception: status.isTerminal ? .left : .open
    case .pending, .announced, .inTransit, .outForDelivery, .attemptFailed: .open
    }
  }

  /// The first checkpoint at which the carrier had the parcel in its hands.
  public var firstScan: Checkpoint? { checkpoints.last { $0.isScan } }

  var labelCheckpoint: Checkpoint? { checkpoints.last { $0.meaning.status?.state == .announced } }

  fileprivate var labelLesson: Lesson? {
    guard source == .api, let label = labelCheckpoint?.time?.instant, label > createdAt else { return nil }
    return .labeled(Lane(of: self), hours: Int(label.seconds(since: createdAt) / 3600))
  }

  fileprivate var handoverLesson: Lesson? {
    guard let day = firstScan?.time?.civil.date else { return nil }
    return .handedOver(
      Lane(of: self), on: day, promise: promise, label: labelCheckpoint?.time?.instant, scan: firstScan?.time?.instant)
  }

  fileprivate var endLessons: [Lesson] {
    switch way {
    case .open: return []
    case .left: return [.left]
    case .arrived:
      // Of the newest checkpoints that say it is there, the first.
      let first = checkpoints.filter { $0.meaning.status != nil }.prefix { $0.isArrival }.last
      guard let day = first?.time?.civil.date else { return [.left] }
      return [.arrived(day)]
    }
  }
}

extension Checkpoint {
  /// The carrier had the parcel in its hands.
  var isScan: Bool {
    switch meaning.status?.state {
    case nil, .pending, .announced, .cancelled, .expired: false
    default: true
    }
  }

  fileprivate var isArrival: Bool {
    switch meaning.status?.state {
    case .delivered, .readyForPickup: true
    default: false
    }
  }

  fileprivate var scanLesson: Lesson? {
    guard isScan, !isArrival, let status = meaning.status, let at = time?.approximateInstant else { return nil }
    return .scanned(status, place: place.name ?? place.city, at: at)
  }
}
