import Tracking

extension SplitMix {
  /// One of `values`, or `fallback` where there are none.
  mutating func pick<Value>(_ values: [Value], else fallback: Value) -> Value {
    values.randomElement(using: &self) ?? fallback
  }
}
