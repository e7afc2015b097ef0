import Synchronization
import Tracking

/// How many shipments plain links may begin: per neighborhood of addresses, and per carrier and shop a day.
final class LinkBudget: Sendable {
  private struct Account: Hashable {
    let carrier: CarrierID
    let shop: ShopID
  }

  private let neighborhoods = AddressBudget(capacity: 20, refillSeconds: 60)
  private let today = Mutex<(day: Int64, used: [Account: Int])>((.min, [:]))

  /// Takes one, where both budgets have one left.
  func take(_ carrier: CarrierID, shop: ShopID, perDay: Int, from address: String?, at wall: Timestamp) -> Bool {
    let account = Account(carrier: carrier, shop: shop)
    let day = wall.seconds / 86_400
    let isOpen = today.withLock { today in
      if today.day != day { today = (day, [:]) }
      return today.used[account] ?? 0 < perDay
    }
    guard isOpen else { return false }
    if let block = address.flatMap(AddressBlock.neighborhood), !neighborhoods.take(block, at: wall) { return false }
    return today.withLock { today in
      let used = today.used[account] ?? 0
      guard today.day == day, used < perDay else { return false }
      today.used[account] = used + 1
      return true
    }
  }
}
