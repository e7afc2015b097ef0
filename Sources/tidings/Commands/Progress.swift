/// A share that is done, on one line of a terminal; silent elsewhere.
final class Progress {
  private let title: String
  private var shown = -1

  init(_ title: String) {
    self.title = title
  }

  func show(_ share: Double) {
    let percent = Int(min(max(share, 0), 1) * 100)
    guard Console.isTerminal, percent != shown else { return }
    shown = percent
    let done = percent / 5
    let bar = String(repeating: "#", count: done) + String(repeating: ".", count: 20 - done)
    Console.overwrite("\(title) [\(bar)] \(percent) %" + (percent == 100 ? "\n" : ""))
  }
}
