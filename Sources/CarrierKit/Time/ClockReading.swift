import Tracking

/// A time as parsed from a carrier's text, before its zone is known.
struct ClockReading: Hashable {
  var civil: CivilTime
  var precision: CarrierTime.Precision
  /// Seconds east of UTC, where the text itself says so.
  var offset: Int?
}

/// Reads digits from text; every method moves on only where it succeeds.
struct ByteCursor {
  let bytes: UnsafeBufferPointer<UInt8>
  var at = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { at >= bytes.count }
  var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    at += 1
    return true
  }

  /// A number of `least` to `most` digits (at most 18).
  mutating func number(_ least: Int, _ most: Int) -> Int? {
    var value = 0
    var count = 0
    while count < most, at + count < bytes.count, bytes[at + count] >= 0x30, bytes[at + count] <= 0x39 {
      value = value * 10 + Int(bytes[at + count] - 0x30)
      count += 1
    }
    guard count >= least else { return nil }
    at += count
    return value
  }

  /// `Z`, `+02:00`, `+0200` or `+02`, in seconds east of UTC.
  mutating func offset() -> Int? {
    let start = at
    if take(0x5A) || take(0x7A) { return 0 }
    let sign: Int
    if take(0x2B) { sign = 1 } else if take(0x2D) { sign = -1 } else { return nil }
    guard let hours = number(2, 2), hours <= 18 else {
      at = start
      return nil
    }
    var minutes = 0
    let mark = at
    _ = take(0x3A)
    if let value = number(2, 2), value < 60 { minutes = value } else { at = mark }
    return sign * (hours * 3600 + minutes * 60)
  }

  mutating func skipDigits() {
    while let byte = next, byte >= 0x30, byte <= 0x39 { at += 1 }
  }
}
