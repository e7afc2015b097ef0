import CarrierKit
import Crypto
import Foresight
import Foundation
import Localization
import Logging
import Outreach
import Polling
import ServiceLifecycle
import Site
import Storage
import StrictYAML
import Tracking

/// The daemon put together: the four services around one database and one clock. `serve`, `demo` and the acceptance
/// tests all start this.
struct Program: Sendable {
  var database: any Database
  var carriers: CarrierCatalog
  var catalogs: Catalogs
  var accounts: [PollingAccount]
  var clock: any Timekeeper
  var site: SiteConfiguration
  var messages: Messages
  var logger: Logger
  /// What is assumed of transit times until own parcels say it better.
  var priors = TransitPriors()
  var heartbeat = Heartbeat()
  /// Days after a parcel's end at which what is personal goes.
  var personalDays = 60
  /// What `replace` puts new carriers and accounts into, once `services` made them.
  let inUse = CarriersInUse()

  /// The services in the order in which they start; they stop in reverse.
  func services(onReady: @escaping @Sendable (BoundAddress) async -> Void = { _ in }) throws -> [any Service] {
    let pages = PageInvalidation()
    let bell = OutboxBell()
    let shipments = ShipmentStore(database) { ids in
      pages.drop(ids)
      bell.ring()
    }
    let shelf = CarrierShelf(try Self.book(carriers, accounts))
    inUse.begin(shelf, accounts)
    let clock = clock
    let heartbeat = heartbeat
    let logger = logger
    let owner = Self.newOwner()
    let states = AccountStore(database)
    let book = LearnedBook(priors: priors)
    return [
      SiteService(
        site, shipments: shipments, shops: ShopStore(database), carriers: shelf, catalogs: catalogs,
        clock: SiteClock(now: { clock.now() }, wall: { Timestamp(Date()) }), makeID: Self.newID, api: api,
        pages: pages, news: news, logger: logger, onReady: onReady),
      outbox(bell),
      RetentionService(
        privacy: PrivacyStore(database, box: secretBox) { pages.drop($0) }, database: database, clock: clock,
        days: personalDays, logger: logger),
      LearningService(
        store: LearningStore(database), book: book, clock: clock, heartbeat: heartbeat, logger: logger),
      AssessmentService(
        shipments: shipments, clock: clock, owner: Self.newOwner(), heartbeat: heartbeat, book: book, logger: logger),
      PollingRounds(inUse: inUse, logger: logger) { accounts in
        PollingService(
          accounts: accounts, shipments: shipments, states: states, clock: clock, owner: owner, heartbeat: heartbeat,
          book: book,
          logger: logger)
      },
    ]
  }

  /// Puts other carriers and accounts into the running services: pages and API read them from the next request on,
  /// polling ends what is in flight and goes on with them. Throws where the carriers' patterns do not compile; then
  /// nothing is changed.
  func replace(carriers: CarrierCatalog, accounts: [PollingAccount]) throws {
    inUse.replace(try Self.book(carriers, accounts), accounts)
  }

  /// With the day quota of the account that serves a carrier for a shop; 0 without an account, a large number without
  /// a limit.
  private static func book(_ carriers: CarrierCatalog, _ accounts: [PollingAccount]) throws -> CarrierBook {
    @Sendable func account(_ carrier: CarrierID, _ shop: ShopID) -> PollingAccount? {
      accounts.first { $0.carrier == carrier && $0.shops.includes(shop) }
    }
    return try CarrierBook(
      rules: carriers.recognitionRules, dayQuota: { account($0, $1).map { $0.limits.perDay ?? 1_000_000 } ?? 0 },
      mayWantPostcode: { account($0, $1)?.mayWantPostcode ?? false })
  }

  static let newID: @Sendable () -> ShipmentID = {
    var generator = SystemRandomNumberGenerator()
    return ShipmentID.random(using: &generator)
  }

  static func newOwner() -> LeaseOwner { LeaseOwner(rawValue: Int64.random(in: 1...Int64.max)) }

  /// The key from the secret's text: at least 128 bits in base64 or hex, or a passphrase of 32 characters and more.
  static func masterKey(_ text: String) throws(CommandFailure) -> SymmetricKey {
    guard text.utf8.count >= 22 else {
      throw CommandFailure(
        "the master key is too short", hint: "head -c 32 /dev/urandom | base64 makes a good one")
    }
    return SymmetricKey(data: SHA256.hash(data: Data(text.utf8)))
  }
}

extension ShopScope {
  func includes(_ shop: ShopID) -> Bool {
    switch self {
    case .all: true
    case .only(let shops): shops.contains(shop)
    case .except(let shops): !shops.contains(shop)
    }
  }
}

extension CarrierCatalog {
  /// What recognition needs of all carriers.
  var recognitionRules: [RecognitionRules] {
    sorted.map {
      RecognitionRules(carrier: $0.id, name: $0.name, countries: $0.countries, numbers: $0.numbers, links: $0.links)
    }
  }
}
