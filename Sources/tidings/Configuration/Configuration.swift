import StrictYAML
import Tracking

/// What `tidings.yaml` says. Shops, brands and keys are in the database; this is the server and its accounts.
struct Configuration: Sendable, Equatable {
  var listen = Listen()
  /// The base of page links in the API's answers and in messages for shops without a host; without a final slash.
  var publicURL = "http://127.0.0.1:8080"
  /// Path of the SQLite file.
  var database: String
  var masterKey: SecretSource
  /// Folders of carriers besides the shipped ones; a later one overrides by id.
  var carrierDirectories: [String] = []
  var accounts: [Account] = []
  /// Nil: no mail is sent.
  var mail: Mail?
  /// Addresses of proxies whose `X-Forwarded-For` counts.
  var trustedProxies: [String] = []
  /// Addresses that may read `/metrics`, besides loopback.
  var metricsReaders: [String] = []
  /// Shops' endpoints may be on this machine, also without TLS; for trials.
  var webhooksToThisMachine = false
  /// Requests that each API key may make in a minute; nil: the usual number.
  var requestsPerMinute: Int?
  var logLevel = "info"
  /// Days after a parcel's end at which what is personal goes.
  var personalDays = 60

  struct Listen: Sendable, Equatable {
    var host = "127.0.0.1"
    /// 0: any free port.
    var port = 8080
  }

  /// Credentials and quota with which a carrier is asked.
  struct Account: Sendable, Equatable {
    var name: String
    var carrier: CarrierID
    /// The API's name in the manifest; nil: the first official one.
    var api: String?
    /// Nil: for every shop without an account of its own.
    var shops: [ShopID]?
    var secrets: [String: SecretSource] = [:]
    /// Overrides of the manifest's budget.
    var perDay: Int?
    var perSecond: Double?
    var concurrency = 4
    /// Answers with http on loopback instead of the carrier (`http://127.0.0.1:9000`); for trials.
    var base: String?
    /// Where it stands in the file.
    var place: YAMLPosition?
  }
}

/// Where a secret is read from. Never inline.
enum SecretSource: Sendable, Equatable {
  case file(String)
  /// A name in `$CREDENTIALS_DIRECTORY` (systemd's LoadCredential).
  case credential(String)
}
