import Synchronization

/// Where the site looks up the book of carriers, so that a new one can be put there while it serves.
public final class CarrierShelf: Sendable {
  private let current: Mutex<CarrierBook>

  public init(_ book: CarrierBook) {
    current = Mutex(book)
  }

  /// The book in use. A request reads the one that lies here when it asks.
  public var book: CarrierBook { current.withLock { $0 } }

  /// Requests from now on read `book`.
  public func replace(_ book: CarrierBook) {
    current.withLock { $0 = book }
  }
}
