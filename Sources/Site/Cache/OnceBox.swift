import Synchronization

/// A value that is set after its box was handed out.
final class OnceBox<Value: Sendable>: Sendable {
  private let state = Mutex<Value?>(nil)

  var value: Value? { state.withLock { $0 } }

  /// The last one set holds.
  func set(_ value: Value) {
    state.withLock { $0 = value }
  }
}
