/// Where a server hangs out its port, for everyone who waits for it.
actor PortBoard {
  private enum State {
    case waiting([CheckedContinuation<Int?, Never>])
    case settled(Int?)
  }

  private var state = State.waiting([])

  /// The port, as soon as it is known; nil where the server ended before it listened.
  func port() async -> Int? {
    await withCheckedContinuation { continuation in
      switch state {
      case .settled(let port): continuation.resume(returning: port)
      case .waiting(let others): state = .waiting(others + [continuation])
      }
    }
  }

  /// Tells all who wait. Only the first call counts.
  func settle(_ port: Int?) {
    guard case .waiting(let others) = state else { return }
    state = .settled(port)
    for other in others { other.resume(returning: port) }
  }
}
