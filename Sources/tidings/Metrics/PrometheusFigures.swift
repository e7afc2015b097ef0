import Metrics
import Synchronization

/// One figure of one label set.
protocol PrometheusFigure: AnyObject, Sendable {
  func write(_ name: String, labels: String, to text: inout String)
}

/// A sum that only grows.
final class PrometheusSum: PrometheusFigure, CounterHandler, FloatingPointCounterHandler {
  private let sum = Mutex(0.0)

  func increment(by amount: Int64) { increment(by: Double(amount)) }

  func increment(by amount: Double) {
    if amount > 0, amount.isFinite { sum.withLock { $0 += amount } }
  }

  func reset() { sum.withLock { $0 = 0 } }

  func write(_ name: String, labels: String, to text: inout String) {
    PrometheusText.line(name, labels, sum.withLock { $0 }, to: &text)
  }
}

/// A value that goes up and down.
final class PrometheusGauge: PrometheusFigure, RecorderHandler, MeterHandler {
  private let value = Mutex(0.0)

  func record(_ value: Int64) { set(Double(value)) }
  func record(_ value: Double) { set(value) }
  func set(_ value: Int64) { set(Double(value)) }
  func set(_ value: Double) { self.value.withLock { $0 = value } }
  func increment(by amount: Double) { value.withLock { $0 += amount } }
  func decrement(by amount: Double) { value.withLock { $0 -= amount } }

  func write(_ name: String, labels: String, to text: inout String) {
    PrometheusText.line(name, labels, value.withLock { $0 }, to: &text)
  }
}

/// How often values were at most so large. The bounds reach from a cached page (0.1 ms) to a backlog of hours.
final class PrometheusHistogram: PrometheusFigure, RecorderHandler, TimerHandler {
  static let bounds: [Double] = [
    0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3600,
  ]

  private struct State {
    /// By bucket, not yet summed; the last is for values beyond every bound.
    var counts = [Int](repeating: 0, count: PrometheusHistogram.bounds.count + 1)
    var sum = 0.0
  }

  private let state = Mutex(State())

  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    guard value.isFinite else { return }
    let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.counts[bucket] += 1
      state.sum += value
    }
  }

  func write(_ name: String, labels: String, to text: inout String) {
    let state = state.withLock { $0 }
    let comma = labels.isEmpty ? "" : ","
    var total = 0
    for (bound, count) in zip(Self.bounds.map(PrometheusText.number) + ["+Inf"], state.counts) {
      total += count
      PrometheusText.line(name + "_bucket", "\(labels)\(comma)le=\"\(bound)\"", Double(total), to: &text)
    }
    PrometheusText.line(name + "_sum", labels, state.sum, to: &text)
    PrometheusText.line(name + "_count", labels, Double(total), to: &text)
  }
}

/// Words of the text format.
enum PrometheusText {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  static func line(_ name: String, _ labels: String, _ value: Double, to text: inout String) {
    text += labels.isEmpty ? "\(name) \(number(value))\n" : "\(name){\(labels)} \(number(value))\n"
  }

  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map(String.init) ?? String(value)
  }

  /// With an underscore for every character that a name may not have.
  static func name(_ label: String) -> String {
    let bytes = label.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: ":"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        byte
      default: UInt8(ascii: "_")
      }
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let startsWell = text.first.map { !$0.isNumber } ?? false
    return startsWell ? text : "_" + text
  }

  /// `a="b",c="d"`, sorted, with backslash, quote and line feed escaped; values are cut at 128 characters.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.sorted { $0.0 < $1.0 }.map { key, value in
      let escaped = value.prefix(128).map { character in
        switch character {
        case "\\": "\\\\"
        case "\"": "\\\""
        case "\n", "\r\n": "\\n"
        default: String(character)
        }
      }
      return "\(name(key).replacing(":", with: "_"))=\"\(escaped.joined())\""
    }.joined(separator: ",")
  }
}
