import HTTPTypes
import NIOCore
import Synchronization
import Tracking

/// What a page depends on besides the shipment, as the request has it: the whole key of the hot path, made
/// without parsing anything.
struct PageKey: Hashable, Sendable {
  var authority: String
  /// Path and query as sent: token, language wish, `?words`.
  var target: String
  var acceptLanguage: String
  var isUnlocked: Bool
}

/// A page ready to be written.
struct ReadyPage: Sendable {
  var status: HTTPResponse.Status
  var headers: HTTPFields
  var body: ByteBuffer
  /// The shipments it tells of; a commit of one of them drops it.
  var shipments: [ShipmentID]
  /// The model's time until which the words are true.
  var validUntil: Timestamp
}

/// Rendered pages, so that a page which is looked at again and again costs one look-up.
///
/// A page is dropped when this process commits one of its shipments, when its words end being true, and after a
/// few seconds in any case: another process may have committed, or a link may have been revoked. Two generations
/// bound it: when the young one is full it becomes the old one, and the old one is forgotten.
final class PageCache: Sendable {
  private struct Slot {
    var page: ReadyPage
    var madeAt: Timestamp
    var dateSecond: Int64
  }

  private struct State {
    var young: [PageKey: Slot] = [:]
    var old: [PageKey: Slot] = [:]
    var youngBytes = 0
    var keys: [ShipmentID: Set<PageKey>] = [:]
    /// Counts commits, so that a page read before one is not stored after it.
    var clock: UInt64 = 0
    var committed: [ShipmentID: UInt64] = [:]
    var committedFrom: UInt64 = 0
  }

  private let state = Mutex(State())
  private let generationBytes: Int
  private let seconds: Int64
  private let date: HTTPDate

  /// - Parameters:
  ///   - bytes: of all pages together, roughly.
  ///   - seconds: how long a page is served without another look at the database.
  init(bytes: Int, seconds: Int64, date: HTTPDate) {
    generationBytes = max(1, bytes / 2)
    self.seconds = seconds
    self.date = date
  }

  /// The page, where there is one that is still true, with its `Date`.
  func page(_ key: PageKey, now: Timestamp, wall: Timestamp) -> ReadyPage? {
    state.withLock { state in
      guard var slot = state.young[key] ?? state.old[key] else { return nil }
      guard now < slot.page.validUntil, wall.seconds(since: slot.madeAt) < seconds, wall >= slot.madeAt else {
        remove(key, &state)
        return nil
      }
      if slot.dateSecond != wall.seconds {
        slot.page.headers[.date] = date.text(at: wall)
        slot.dateSecond = wall.seconds
        if state.young[key] != nil { state.young[key] = slot } else { state.old[key] = slot }
      }
      return slot.page
    }
  }

  /// To be taken before the database is read for a page.
  func ticket() -> UInt64 {
    state.withLock { $0.clock }
  }

  /// Keeps a page, unless one of its shipments was committed since the ticket was taken.
  func keep(_ page: ReadyPage, for key: PageKey, ticket: UInt64, wall: Timestamp) {
    state.withLock { state in
      guard ticket >= state.committedFrom, page.shipments.allSatisfy({ state.committed[$0] ?? 0 <= ticket }) else {
        return
      }
      let size = page.body.readableBytes + 1024
      guard size <= generationBytes else { return }
      if state.youngBytes + size > generationBytes { turn(&state) }
      state.young[key] = Slot(page: page, madeAt: wall, dateSecond: .min)
      state.youngBytes += size
      for id in page.shipments { state.keys[id, default: []].insert(key) }
    }
  }

  /// Forgets the pages of shipments that were committed.
  func drop(_ ids: [ShipmentID]) {
    state.withLock { state in
      state.clock += 1
      if state.committed.count + ids.count > 20_000 {
        state.committed.removeAll(keepingCapacity: true)
        state.committedFrom = state.clock
      }
      for id in ids {
        state.committed[id] = state.clock
        for key in state.keys.removeValue(forKey: id) ?? [] {
          state.young[key] = nil
          state.old[key] = nil
        }
      }
    }
  }

  private func remove(_ key: PageKey, _ state: inout State) {
    let slot = state.young.removeValue(forKey: key) ?? state.old.removeValue(forKey: key)
    for id in slot?.page.shipments ?? [] {
      state.keys[id]?.remove(key)
      if state.keys[id]?.isEmpty == true { state.keys[id] = nil }
    }
  }

  private func turn(_ state: inout State) {
    state.old = state.young
    state.young = [:]
    state.youngBytes = 0
    state.keys = [:]
    for (key, slot) in state.old {
      for id in slot.page.shipments { state.keys[id, default: []].insert(key) }
    }
  }
}
