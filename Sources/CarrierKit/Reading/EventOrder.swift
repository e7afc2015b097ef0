import Tracking

/// Brings a carrier's list into our order: newest first, ties as the carrier has them, duplicates dropped.
enum EventOrder {
  static func newestFirst(_ listed: [EventReading], _ order: ReadRule.Order) -> [EventReading] {
    var events = listed
    switch order {
    case .newestFirst: break
    case .oldestFirst: events.reverse()
    case .byTime:
      if isOldestFirst(events) { events.reverse() }
      sort(&events)
    }
    return withoutDuplicates(events)
  }

  /// Whether the list as a whole runs from old to new: decides the order of equal times.
  private static func isOldestFirst(_ events: [EventReading]) -> Bool {
    let times = events.compactMap(\.checkpoint.time)
    var rising = 0
    for (earlier, later) in zip(times, times.dropFirst()) {
      if earlier.isBefore(later) == true { rising += 1 } else if later.isBefore(earlier) == true { rising -= 1 }
    }
    return rising > 0
  }

  /// Insertion, so that an event moves only past those that are surely older. Lists are nearly sorted and short.
  private static func sort(_ events: inout [EventReading]) {
    guard events.count > 1 else { return }
    for index in 1..<events.count {
      guard let time = events[index].checkpoint.time else { continue }
      var place = index
      while place > 0, events[place - 1].checkpoint.time?.isBefore(time) == true { place -= 1 }
      guard place < index else { continue }
      let event = events.remove(at: index)
      events.insert(event, at: place)
    }
  }

  private static func withoutDuplicates(_ events: [EventReading]) -> [EventReading] {
    if events.count <= 48 {
      var kept: [EventReading] = []
      kept.reserveCapacity(events.count)
      for event in events where !kept.contains(where: { isSame($0.checkpoint, event.checkpoint) }) {
        kept.append(event)
      }
      return kept
    }
    var seen = Set<String>()
    return events.filter { seen.insert($0.checkpoint.dedupeKey).inserted }
  }

  /// As equal `dedupeKey`s, without building them.
  private static func isSame(_ left: Checkpoint, _ right: Checkpoint) -> Bool {
    left.code == right.code && left.time?.raw == right.time?.raw && left.place == right.place
      && (!left.code.isEmpty || left.text == right.text)
  }
}
