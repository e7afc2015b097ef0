import Localization
import Storage
import Tracking

/// All that routes work with. One value, made once.
struct SiteParts: Sendable {
  let configuration: SiteConfiguration
  let shipments: ShipmentStore
  let shops: ShopStore
  let fronts: ShopFronts
  let shelf: CarrierShelf
  let catalogs: Catalogs
  let clock: SiteClock
  let tokens: PageTokens
  let cookie: AccessCookie
  let postcodes: PostcodeLock
  let linkBudget: LinkBudget
  let cache: PageCache
  let date: HTTPDate
  let keyUse: KeyUse
  let rates: KeyRates
  let api: SiteAPI
  /// Nil: nobody would write, so nothing is offered.
  let news: SiteNews?
  let makeID: @Sendable () -> ShipmentID

  /// As it is now; a reload may replace it.
  var carriers: CarrierBook { shelf.book }
}
