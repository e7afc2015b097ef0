import Metrics
import Testing

@testable import tidings

@Suite("Figures as Prometheus reads them") struct PrometheusTests {
  @Test("Counters, gauges and histograms are printed in the text format 0.0.4")
  func text() {
    let registry = PrometheusRegistry()
    Counter(label: "polls_total", dimensions: [("outcome", "tracked"), ("carrier", "dhl")], factory: registry)
      .increment(by: 3)
    Gauge(label: "quota_left_requests", factory: registry).record(1.5)
    let lag = Recorder(label: "lag_seconds", factory: registry)
    for value in [0.0002, 2, 2, 1e9] { lag.record(value) }
    let text = registry.text()
    #expect(text.contains("# TYPE polls_total counter\npolls_total{carrier=\"dhl\",outcome=\"tracked\"} 3\n"))
    #expect(text.contains("# TYPE quota_left_requests gauge\nquota_left_requests 1.5\n"))
    #expect(text.contains("# TYPE lag_seconds histogram\nlag_seconds_bucket{le=\"0.0001\"} 0\n"))
    #expect(text.contains("lag_seconds_bucket{le=\"1\"} 1\nlag_seconds_bucket{le=\"3\"} 3\n"))
    #expect(text.contains("lag_seconds_bucket{le=\"3600\"} 3\nlag_seconds_bucket{le=\"+Inf\"} 4\n"))
    #expect(text.contains("lag_seconds_count 4\n"))
  }

  @Test("A timer counts seconds")
  func timer() {
    let registry = PrometheusRegistry()
    Timer(label: "page_seconds", dimensions: [("from", "cache")], factory: registry).recordMilliseconds(250)
    #expect(registry.text().contains("page_seconds_sum{from=\"cache\"} 0.25\n"))
  }

  @Test("The same name and labels are the same figure, whoever asks for it")
  func same() {
    let registry = PrometheusRegistry()
    for _ in 0..<2 { Counter(label: "turns_total", factory: registry).increment() }
    #expect(registry.text().contains("turns_total 2\n"))
  }

  @Test("A label's value cannot end its line or its quotes")
  func escaping() {
    let registry = PrometheusRegistry()
    Counter(label: "codes_total", dimensions: [("code", "a\"b\\c\nd 1")], factory: registry).increment()
    #expect(registry.text().contains("codes_total{code=\"a\\\"b\\\\c\\nd 1\"} 1\n"))
  }

  @Test("Label sets beyond the limit are counted and not kept")
  func bounded() {
    let registry = PrometheusRegistry()
    for index in 0..<(PrometheusRegistry.seriesLimit + 7) {
      Counter(label: "many_total", dimensions: [("n", "\(index)")], factory: registry).increment()
    }
    let text = registry.text()
    #expect(text.split(separator: "\n").count { $0.hasPrefix("many_total{") } == PrometheusRegistry.seriesLimit)
    #expect(text.contains("tidings_metrics_dropped_series_total 7\n"))
  }

  @Test("A name that stands for two kinds is printed as the first")
  func kinds() {
    let registry = PrometheusRegistry()
    Counter(label: "twice", factory: registry).increment()
    Gauge(label: "twice", factory: registry).record(9)
    #expect(registry.text().contains("# TYPE twice counter\ntwice 1\n"))
    #expect(!registry.text().contains("twice 9"))
  }
}
