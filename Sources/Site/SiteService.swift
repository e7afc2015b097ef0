import Localization
import Logging
import ServiceLifecycle
import Storage
import Tracking

/// The web side: tracking pages and the shop's API, until graceful shutdown.
public struct SiteService: Service {
  private let parts: SiteParts
  private let logger: Logger
  private let onReady: @Sendable (BoundAddress) async -> Void

  /// - Parameters:
  ///   - carriers: read anew for each request, so that they may be replaced.
  ///   - makeID: gives a new shipment id (`ShipmentID.random`).
  ///   - api: what the shop's API works with besides shipments and shops.
  ///   - news: takes orders for news and shows incentives; nil: neither.
  ///   - onReady: called once the socket listens, with the address that was really bound.
  public init(
    _ configuration: SiteConfiguration, shipments: ShipmentStore, shops: ShopStore, carriers: CarrierShelf,
    catalogs: Catalogs, clock: SiteClock, makeID: @escaping @Sendable () -> ShipmentID,
    api: SiteAPI, pages: PageInvalidation = PageInvalidation(), news: SiteNews? = nil, logger: Logger,
    onReady: @escaping @Sendable (BoundAddress) async -> Void = { _ in }
  ) {
    let date = HTTPDate()
    let cache = PageCache(
      bytes: configuration.pageCacheBytes, seconds: configuration.pageCacheSeconds, date: date)
    pages.connect(cache)
    parts = SiteParts(
      configuration: configuration, shipments: shipments, shops: shops,
      fronts: ShopFronts(shops, defaultShop: configuration.defaultShop), shelf: carriers, catalogs: catalogs,
      clock: clock, tokens: PageTokens(masterKey: configuration.masterKey),
      cookie: AccessCookie(masterKey: configuration.masterKey), postcodes: PostcodeLock(), linkBudget: LinkBudget(),
      cache: cache, date: date, keyUse: KeyUse(),
      rates: KeyRates(perMinute: configuration.requestsPerMinute), api: api, news: news, makeID: makeID)
    self.logger = logger
    self.onReady = onReady
  }

  /// "GET /v1/shipments/{id}" of every route; for tests.
  var routes: [String] { SiteResponder(parts, times: RequestTimes(), logger: logger).served }

  public func run() async throws {
    let times = RequestTimes()
    let listener = Listener(
      address: parts.configuration.listen, limits: parts.configuration.connections,
      pages: ReadyPages(cache: parts.cache, clock: parts.clock, times: times), logger: logger)
    let responder = SiteResponder(parts, times: times, logger: logger)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        try await listener.run(
          responder: { request, writer, channel in
            try await responder.respond(to: request, writer: writer, channel: channel)
          }, onReady: onReady)
      }
      group.addTask { await parts.keyUse.run(parts.shops) }
      try await group.next()
      group.cancelAll()
    }
    await parts.keyUse.flush(to: parts.shops)
  }
}

/// Tells the site's cache which shipments were committed: pass `drop` to `ShipmentStore(_:committed:)`.
public final class PageInvalidation: Sendable {
  private let connected = OnceBox<PageCache>()

  public init() {}

  /// Forgets the rendered pages of these shipments. Returns soon; may be called on any thread.
  public func drop(_ ids: [ShipmentID]) {
    connected.value?.drop(ids)
  }

  func connect(_ cache: PageCache) {
    connected.set(cache)
  }
}
