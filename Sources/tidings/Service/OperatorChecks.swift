import Polling
import Site

extension OperatorView {
  /// What the daemon answers to its operator: the poll loops turn, and the figures.
  init(heartbeat: Heartbeat, figures: ProgramFigures, readers: [String]) {
    self.init()
    checks = [
      // A healthy loop turns twice a second; the watchdog is less patient than this only where it is set so.
      Check("poll loops") {
        let age = heartbeat.age
        return age < .seconds(30) ? nil : "one has not turned for \(age.components.seconds) s"
      }
    ]
    metrics = { await figures.text() }
    self.readers = readers.compactMap { AddressBlock($0) }
  }
}
