import Synchronization
import Tracking

/// One bucket for each neighborhood of addresses.
typealias AddressBudget = TokenBuckets<AddressBlock>

/// A token bucket for each key: so many at once, one more every so many seconds.
final class TokenBuckets<Key: Hashable & Sendable>: Sendable {
  private struct Bucket {
    var left: Double
    var at: Timestamp
  }

  private let buckets = Mutex<[Key: Bucket]>([:])
  private let capacity: Double
  private let refillSeconds: Double
  private let most: Int

  /// - Parameter most: keys remembered at most; full buckets are forgotten first, then all.
  init(capacity: Int, refillSeconds: Int, most: Int = 50_000) {
    self.capacity = Double(capacity)
    self.refillSeconds = Double(max(1, refillSeconds))
    self.most = most
  }

  /// Takes one, where one is left.
  func take(_ key: Key, at now: Timestamp) -> Bool {
    buckets.withLock { buckets in
      if buckets[key] == nil, buckets.count >= most { forget(&buckets, at: now) }
      var bucket = filled(buckets[key], at: now)
      let isGranted = bucket.left >= 1
      if isGranted { bucket.left -= 1 }
      buckets[key] = bucket
      return isGranted
    }
  }

  func giveBack(_ key: Key) {
    buckets.withLock { buckets in
      guard var bucket = buckets[key] else { return }
      bucket.left = min(capacity, bucket.left + 1)
      buckets[key] = bucket
    }
  }

  /// How long until one can be taken; 0 where one can be now.
  func secondsUntilOne(_ key: Key, at now: Timestamp) -> Int64 {
    buckets.withLock { Int64((max(0, 1 - filled($0[key], at: now).left) * refillSeconds).rounded(.up)) }
  }

  private func filled(_ bucket: Bucket?, at now: Timestamp) -> Bucket {
    guard let bucket else { return Bucket(left: capacity, at: now) }
    let gained = Double(max(0, now.seconds(since: bucket.at))) / refillSeconds
    return gained == 0 ? bucket : Bucket(left: min(capacity, bucket.left + gained), at: now)
  }

  private func forget(_ buckets: inout [Key: Bucket], at now: Timestamp) {
    buckets = buckets.filter { filled($0.value, at: now).left < capacity }
    if buckets.count >= most { buckets.removeAll() }
  }
}
