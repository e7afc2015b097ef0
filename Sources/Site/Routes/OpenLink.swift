import Storage
import Tracking

/// A page link that proved to be good.
struct OpenLink: Sendable {
  let page: ShipmentPage
  let scope: LinkScope
  let token: String

  /// What the link shows, numbered as on the order's page.
  var shipments: [Shipment] {
    switch scope {
    case .shipment: [page.shipment]
    case .order:
      ([page.shipment] + page.siblings).sorted { ($0.createdAt, $0.id.rawValue) < ($1.createdAt, $1.id.rawValue) }
    }
  }

  /// What a postcode unlocks: this shipment only, or all of this order.
  var subject: String {
    switch scope {
    case .shipment: "shipment \(page.shipment.id.rawValue)"
    case .order: "order \(page.shop.id.rawValue) \(page.shipment.order ?? "")"
    }
  }

  var path: String { "/t/\(token)" }

  /// Opens a token. Unknown, wrong, revoked and ended ones take the same steps and give the same nothing:
  /// one look-up, two tags computed.
  static func open(_ token: Substring, host: String, parts: SiteParts) async throws -> OpenLink? {
    let claim = parts.tokens.claim(token)
    let id = claim?.id ?? nobody
    let tag = claim?.tag ?? [UInt8](repeating: 0, count: 16)
    let page = try await parts.shipments.page(id)
    let isShipment = parts.tokens.verify(tag, id: id, scope: .shipment, version: page?.linkVersion ?? 0)
    let isOrder = parts.tokens.verify(tag, id: id, scope: .order, version: page?.orderLinkVersion ?? 0)
    let owner = try await parts.fronts.shop(host: host, at: parts.clock.wall())
    guard let page, isShipment || isOrder, owner == nil || owner?.id == page.shop.id else { return nil }
    let link = OpenLink(page: page, scope: isShipment ? .shipment : .order, token: String(token))
    return LinkExpiry.isOver(link.shipments, at: parts.clock.now()) ? nil : link
  }

  private static let nobody = ShipmentID(String(repeating: "0", count: 32))
}
