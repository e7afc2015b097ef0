import Storage
import Synchronization
import Tracking

/// A shop with what its pages share.
struct ShopFront: Sendable {
  let shop: Shop
  let theme: Theme
}

/// Which shop a host name belongs to, looked up once in a while, and the theme of each brand, derived once.
final class ShopFronts: Sendable {
  private struct State {
    var hosts: [String: Shop] = [:]
    var all: [Shop] = []
    var loadedAt: Timestamp?
    var themes: [Brand: Theme] = [:]
  }

  /// How long the list of shops holds, in seconds.
  private static let seconds: Int64 = 10
  private let state = Mutex(State())
  private let shops: ShopStore
  private let defaultShop: ShopID?

  init(_ shops: ShopStore, defaultShop: ShopID?) {
    self.shops = shops
    self.defaultShop = defaultShop
  }

  /// The shop that has this host; nil where none has.
  func shop(host: String, at wall: Timestamp) async throws -> Shop? {
    try await refresh(at: wall)
    return state.withLock { $0.hosts[host] }
  }

  /// The shop that has this host, else the default one.
  func front(host: String, at wall: Timestamp) async throws -> ShopFront? {
    try await refresh(at: wall)
    let shop = state.withLock { state -> Shop? in
      if let shop = state.hosts[host] { return shop }
      if let defaultShop { return state.all.first { $0.id == defaultShop } }
      return state.all.count == 1 ? state.all.first : nil
    }
    return shop.map(front)
  }

  func front(_ shop: Shop) -> ShopFront {
    let known = state.withLock { $0.themes[shop.brand] }
    if let known { return ShopFront(shop: shop, theme: known) }
    let theme = Theme(shop.brand)
    state.withLock { state in
      if state.themes.count >= 1000 { state.themes.removeAll() }
      state.themes[shop.brand] = theme
    }
    return ShopFront(shop: shop, theme: theme)
  }

  private func refresh(at wall: Timestamp) async throws {
    let age = state.withLock { state in state.loadedAt.map { wall.seconds(since: $0) } }
    if let age, (0..<ShopFronts.seconds).contains(age) { return }
    let all: [Shop]
    do {
      all = try await shops.all()
    } catch  where age != nil {
      // An old list is better than no page.
      return
    }
    state.withLock { state in
      state.all = all
      state.hosts = Dictionary(all.flatMap { shop in shop.hosts.map { ($0, shop) } }) { first, _ in first }
      state.loadedAt = wall
    }
  }
}
