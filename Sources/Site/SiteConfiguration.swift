import Crypto
import Tracking

/// How the site is set up.
public struct SiteConfiguration: Sendable {
  public var listen: ListenAddress
  public var connections = ConnectionLimits()
  /// At least 128 random bits; page tokens and cookies are derived from it.
  public var masterKey: SymmetricKey
  /// Proxies whose `X-Forwarded-For` is believed.
  public var trustedProxies: [AddressBlock] = []
  /// The shop whose pages a host shows that is no shop's; nil: the only shop there is, if there is one only.
  public var defaultShop: ShopID?
  /// Scheme and host of the links of shops that have no host of their own (`https://track.example.com`).
  public var publicBase: String?
  /// Memory for rendered pages, in bytes.
  public var pageCacheBytes = 64 << 20
  /// How long a page is served without another look at the database, in seconds.
  public var pageCacheSeconds: Int64 = 10
  /// Requests that each API key may make in a minute. A hundred a second: an import of many orders fits, a loop gone
  /// wild does not.
  public var requestsPerMinute = 6000
  /// Whether a shop's webhooks may be plain http on this machine: a demo's, a test's.
  public var allowsPlainWebhooks = false
  /// What `/readyz` and `/metrics` answer.
  public var operatorView = OperatorView()

  public init(listen: ListenAddress, masterKey: SymmetricKey) {
    self.listen = listen
    self.masterKey = masterKey
  }
}
