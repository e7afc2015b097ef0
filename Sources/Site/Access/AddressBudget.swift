import Synchronization
import Tracking

/// A token bucket for each neighborhood of addresses: so many at once, one more every so many seconds.
final class AddressBudget: Sendable {
  private struct Bucket {
    var left: Double
    var at: Timestamp
  }

  private let buckets = Mutex<[AddressBlock: Bucket]>([:])
  private let capacity: Double
  private let refillSeconds: Double
  private let most: Int

  /// - Parameter most: neighborhoods remembered at most; full buckets are forgotten first, then all.
  init(capacity: Int, refillSeconds: Int, most: Int = 50_000) {
    self.capacity = Double(capacity)
    self.refillSeconds = Double(max(1, refillSeconds))
    self.most = most
  }

  /// Takes one, where one is left.
  func take(_ block: AddressBlock, at now: Timestamp) -> Bool {
    buckets.withLock { buckets in
      if buckets[block] == nil, buckets.count >= most { forget(&buckets, at: now) }
      var bucket = filled(buckets[block], at: now)
      let isGranted = bucket.left >= 1
      if isGranted { bucket.left -= 1 }
      buckets[block] = bucket
      return isGranted
    }
  }

  func giveBack(_ block: AddressBlock) {
    buckets.withLock { buckets in
      guard var bucket = buckets[block] else { return }
      bucket.left = min(capacity, bucket.left + 1)
      buckets[block] = bucket
    }
  }

  /// How long until one can be taken; 0 where one can be now.
  func secondsUntilOne(_ block: AddressBlock, at now: Timestamp) -> Int64 {
    buckets.withLock { Int64((max(0, 1 - filled($0[block], at: now).left) * refillSeconds).rounded(.up)) }
  }

  private func filled(_ bucket: Bucket?, at now: Timestamp) -> Bucket {
    guard let bucket else { return Bucket(left: capacity, at: now) }
    let gained = Double(max(0, now.seconds(since: bucket.at))) / refillSeconds
    return gained == 0 ? bucket : Bucket(left: min(capacity, bucket.left + gained), at: now)
  }

  private func forget(_ buckets: inout [AddressBlock: Bucket], at now: Timestamp) {
    buckets = buckets.filter { filled($0.value, at: now).left < capacity }
    if buckets.count >= most { buckets.removeAll() }
  }
}
