import Metrics
import Storage
import Tracking

/// What `/metrics` answers: the figures that the program counted, and those that the database is asked for then.
struct ProgramFigures: Sendable {
  let registry: PrometheusRegistry
  let shipments: ShipmentStore
  let outbox: OutboxStore
  let clock: any Timekeeper
  let version: String

  func text() async -> String {
    gauge("tidings_build_info", 1, [("version", version)])
    do {
      take(try await shipments.overview(at: clock.now()))
      let waiting = try await outbox.backlog()
      gauge("tidings_outbox_waiting_deliveries", Double(waiting.count))
      gauge("tidings_outbox_oldest_seconds", waiting.since.map { Double(max(0, clock.now().seconds(since: $0))) } ?? 0)
      gauge("tidings_database_up", 1)
    } catch {
      // What the program counted is worth most when the database fails.
      gauge("tidings_database_up", 0)
    }
    return registry.text()
  }

  private func take(_ overview: Overview) {
    let now = clock.now()
    func age(_ moment: Timestamp?) -> Double { moment.map { Double(max(0, now.seconds(since: $0))) } ?? 0 }
    // Zeros are said too: a series that vanishes raises no alarm.
    for state in ShipmentState.allCases {
      gauge("tidings_shipments", Double(overview.states[state] ?? 0), [("state", state.rawValue)])
    }
    for level in DelayLevel.allCases where level != .none {
      gauge("tidings_delayed_shipments", Double(overview.delays[level] ?? 0), [("level", level.rawValue)])
    }
    for name in ["tidings_poll_planned_shipments", "tidings_poll_due_shipments", "tidings_poll_oldest_due_seconds"] {
      registry.forget(name)
    }
    for (carrier, backlog) in overview.polls {
      let label = [("carrier", carrier.rawValue)]
      gauge("tidings_poll_planned_shipments", Double(backlog.polled), label)
      gauge("tidings_poll_due_shipments", Double(backlog.due), label)
      gauge("tidings_poll_oldest_due_seconds", age(backlog.oldest), label)
    }
    gauge("tidings_assessment_due_shipments", Double(overview.assessmentsDue))
    gauge("tidings_assessment_oldest_due_seconds", age(overview.oldestAssessment))
    gauge("tidings_news_waiting_events", Double(overview.newsNotExpanded))
  }

  private func gauge(_ label: String, _ value: Double, _ labels: [(String, String)] = []) {
    registry.makeMeter(label: label, dimensions: labels).set(value)
  }
}
