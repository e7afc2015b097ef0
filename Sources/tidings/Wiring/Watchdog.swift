import Polling
import ServiceLifecycle
import Storage

/// Feeds systemd's watchdog, but only while the loops turn and the database answers; says when the end begins.
struct Watchdog: Service {
  let notifier: ServiceNotifier
  let heartbeat: Heartbeat
  let database: any Database

  func run() async throws {
    await feed()
    notifier.notify("STOPPING=1")
  }

  /// Until graceful shutdown.
  private func feed() async {
    guard let limit = notifier.watchdogSeconds else {
      try? await gracefulShutdown()
      return
    }
    let pause = Duration.milliseconds(Int(max(limit / 3, 0.5) * 1000))
    await cancelWhenGracefulShutdown {
      while !Task.isCancelled {
        if heartbeat.age < .seconds(limit / 2), await isAnswering() { notifier.notify("WATCHDOG=1") }
        try? await Task.sleep(for: pause)
      }
    }
  }

  private func isAnswering() async -> Bool {
    do {
      _ = try await ShopStore(database).all()
      return true
    } catch {
      return false
    }
  }
}
