/// SplitMix64 (Steele, Lea, Flood 2014): numbers from a seed, small, the same on every machine. For resampling, stories and
/// tests; never for secrets.
public struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// 0 ..< `limit`; 0 for a limit below 1.
  public mutating func below(_ limit: Int) -> Int {
    limit < 1 ? 0 : Int(next() % UInt64(limit))
  }
}
