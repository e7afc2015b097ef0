import Metrics
import Synchronization

/// A swift-metrics backend that keeps all figures in memory and prints them as Prometheus reads them
/// (text exposition format 0.0.4).
///
/// Names carry their unit as a suffix. A counter's name ends in `_total`; timers are seconds.
final class PrometheusRegistry: MetricsFactory {
  /// Label sets of one name; further ones are counted and thrown away, so that no foreign word can fill the memory.
  static let seriesLimit = 500

  private struct Series {
    var kind: Kind
    var members: [String: any PrometheusFigure] = [:]
  }

  enum Kind: String {
    case counter, gauge, histogram
  }

  private struct State {
    var names: [String: Series] = [:]
    var dropped = 0
  }

  private let state = Mutex(State())

  /// All figures, sorted by name and labels.
  func text() -> String {
    let (names, dropped) = state.withLock { ($0.names, $0.dropped) }
    var text = ""
    for (name, series) in names.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) \(series.kind.rawValue)\n"
      for (labels, figure) in series.members.sorted(by: { $0.key < $1.key }) {
        figure.write(name, labels: labels, to: &text)
      }
    }
    text += "# TYPE tidings_metrics_dropped_series_total counter\n"
    return text + "tidings_metrics_dropped_series_total \(dropped)\n"
  }

  /// Forgets a gauge's label sets: before those that are still there are set anew.
  func forget(_ label: String) {
    state.withLock { $0.names[PrometheusText.name(label)] = nil }
  }

  // MARK: MetricsFactory

  func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    figure(label, dimensions, .counter) { PrometheusSum() }
  }

  func makeFloatingPointCounter(label: String, dimensions: [(String, String)]) -> any FloatingPointCounterHandler {
    figure(label, dimensions, .counter) { PrometheusSum() }
  }

  func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    figure(label, dimensions, .gauge) { PrometheusGauge() }
  }

  func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    if aggregate { return figure(label, dimensions, .histogram) { PrometheusHistogram() } }
    return figure(label, dimensions, .gauge) { PrometheusGauge() }
  }

  func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    figure(label, dimensions, .histogram) { PrometheusHistogram() }
  }

  // What was counted stays: a loop that ends and begins again goes on counting where it was.
  func destroyCounter(_ handler: any CounterHandler) {}
  func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  func destroyMeter(_ handler: any MeterHandler) {}
  func destroyRecorder(_ handler: any RecorderHandler) {}
  func destroyTimer(_ handler: any TimerHandler) {}

  /// The figure of these labels, made where it is new. One that cannot be kept (too many label sets, or the name
  /// stands for another kind) works and is not printed.
  private func figure<Figure: PrometheusFigure>(
    _ label: String, _ dimensions: [(String, String)], _ kind: Kind, make: () -> Figure
  ) -> Figure {
    let name = PrometheusText.name(label)
    let labels = PrometheusText.labels(dimensions)
    return state.withLock { state in
      var series = state.names[name] ?? Series(kind: kind)
      if let known = series.members[labels] as? Figure { return known }
      let fresh = make()
      guard series.kind == kind, series.members[labels] == nil, series.members.count < Self.seriesLimit else {
        state.dropped += 1
        return fresh
      }
      series.members[labels] = fresh
      state.names[name] = series
      return fresh
    }
  }
}
