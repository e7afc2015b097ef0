import Storage
import Tracking

/// One carrier account: whose shipments it serves, what it may do, and how its carrier is asked.
public struct PollingAccount: Sendable {
  /// What became of asking for several shipments.
  public struct Reply: Sendable {
    /// One for each shipment, in their order.
    public var observations: [Observation]
    /// Requests that this took, logins left out.
    public var requests: Int

    public init(observations: [Observation], requests: Int) {
      self.observations = observations
      self.requests = requests
    }
  }

  /// Asks the carrier for at most `limits.batch` shipments. Never fails: a failure is an outcome of each shipment.
  /// Nil where the task was cancelled: nothing is known, and nothing is stored.
  public typealias Asking = @Sendable (_ shipments: [Shipment]) async -> Reply?

  /// The configuration's name for it; names its quota in the database.
  public var name: String
  public var carrier: CarrierID
  public var shops: ShopScope
  public var limits: AccountLimits
  /// Its carrier may refuse to tell anything without the postcode.
  public var mayWantPostcode = false
  public var ask: Asking

  public init(
    name: String, carrier: CarrierID, shops: ShopScope = .all, limits: AccountLimits, ask: @escaping Asking
  ) {
    self.name = name
    self.carrier = carrier
    self.shops = shops
    self.limits = limits
    self.ask = ask
  }
}
