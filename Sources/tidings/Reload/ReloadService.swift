import Foundation
import Logging
import ServiceLifecycle
import UnixSignals

/// SIGHUP: reads anew, and tells systemd (RELOADING=1, then READY=1) and the log what became of it.
struct ReloadService: Service {
  /// Made before the daemon says that it is ready: an earlier SIGHUP would end it.
  let signals: UnixSignalsSequence
  let reload: Reload
  let notifier: ServiceNotifier
  let logger: Logger

  func run() async throws {
    for await _ in signals.cancelOnGracefulShutdown() {
      notifier.notify("RELOADING=1", "MONOTONIC_USEC=\(Self.monotonicMicroseconds)", "STATUS=reloading")
      let status = tell(reload.attempt())
      notifier.notify("READY=1", "STATUS=\(status)")
    }
  }

  private func tell(_ outcome: Reload.Outcome) -> String {
    switch outcome {
    case .replaced(let carriers, let accounts, let restart):
      logger.notice("reloaded", metadata: ["carriers": "\(carriers)", "accounts": "\(accounts)"])
      for key in restart { logger.warning("a changed key waits for a restart", metadata: ["key": "\(key)"]) }
      return "serving; reloaded \(carriers) carriers and \(accounts) accounts"
    case .kept(let why):
      for mistake in why { logger.error("the reload is refused, the old is kept", metadata: ["why": "\(mistake)"]) }
      return "serving with the old configuration: \(why.first ?? "the new one has mistakes")"
        .replacing("\n", with: " ")
    }
  }

  /// systemd orders its messages by this clock.
  private static var monotonicMicroseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }
}
