import Storage
import Tracking

/// Addresses of pages, for the API, commands and messages.
public struct PageLinks: Sendable {
  private let tokens: PageTokens
  private let publicBase: String?

  /// A link leads to the shop's own host: the host is what selects the shop.
  /// - Parameter publicBase: scheme and host for shops that have no host of their own.
  public init(tokens: PageTokens, publicBase: String? = nil) {
    self.tokens = tokens
    self.publicBase = publicBase
  }

  /// The page of a shipment. A path alone where there is neither a host nor a base.
  public func page(_ page: ShipmentPage) -> String? {
    self.page(page.shipment.id, shop: page.shop, version: page.linkVersion)
  }

  /// The same, from its parts.
  /// - Parameter version: 1 unless links were revoked (`ShipmentStore.linkVersions`).
  public func page(_ id: ShipmentID, shop: Shop, version: Int) -> String? {
    tokens.token(for: id, scope: .shipment, version: version).map { base(shop) + "/t/" + $0 }
  }

  /// The page of the order that a shipment belongs to; nil where it belongs to none.
  /// All shipments of an order give the same address: it is made from the oldest one.
  public func order(_ page: ShipmentPage) -> String? {
    guard page.shipment.order != nil else { return nil }
    let all = [page.shipment] + page.siblings
    let oldest = all.min { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
    return oldest.flatMap { tokens.token(for: $0.id, scope: .order, version: page.orderLinkVersion) }
      .map { base(page.shop) + "/t/" + $0 }
  }

  private func base(_ shop: Shop) -> String { PageLinks.base(of: shop, else: publicBase) ?? "" }

  /// Scheme and host of everything that a shop's customers open.
  public static func base(of shop: Shop, else publicBase: String?) -> String? {
    if let host = shop.hosts.first { return "https://" + host }
    return publicBase.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 }
  }
}
