import CarrierKit
import Polling
import Storage
import Tracking

/// Asks a carrier once with an account, to see whether its credentials work.
struct AccountTrial: Sendable {
  struct Finding: Sendable, Equatable {
    var isWell: Bool
    /// What was done and what came of it; without secrets.
    var words: String
  }

  let catalog: CarrierCatalog
  let secrets: Secrets
  let store: AccountStore
  let transport: CarrierTransport
  let clock: any Timekeeper

  func run(_ configured: Configuration.Account) async -> Finding {
    do {
      let resolved = try CarrierAccounts.resolve(configured, catalog: catalog, secrets: secrets)
      guard let number = sample(configured.carrier) else {
        return Finding(isWell: false, words: "\(configured.carrier) has no sample number to ask for")
      }
      let limits = AccountLimits(resolved.api, perDay: configured.perDay, perSecond: configured.perSecond)
      if let full = try await reserve(configured.name, limits) { return full }
      let inquiry = CarrierInquiry(api: resolved.api, account: resolved.account, clock: clock, transport: transport)
      let outcome = await inquiry.ask([Ask(number: number)])?.observations.first?.outcome
      let finding = Self.finding(outcome, api: resolved.api)
      return Finding(isWell: finding.isWell, words: Self.without(resolved.account.secrets, finding.words))
    } catch let failure as CommandFailure {
      return Finding(isWell: false, words: failure.description)
    } catch {
      return Finding(isWell: false, words: "\(error)")
    }
  }

  /// Takes one request of today's quota; the finding that there is none left, else nil.
  private func reserve(_ account: String, _ limits: AccountLimits) async throws -> Finding? {
    guard let perDay = limits.perDay else { return nil }
    let day = limits.day(at: clock.now())
    let used = try await store.used(account: account, day: day)
    guard used < perDay else {
      return Finding(isWell: true, words: "not asked: today's quota of \(perDay) is used up")
    }
    try await store.use(1, account: account, day: day)
    return nil
  }

  /// A number that fits the carrier's pattern and is printed in its documentation.
  private func sample(_ carrier: CarrierID) -> String? {
    catalog[carrier]?.numbers.flatMap(\.valid).first
  }

  static func finding(_ outcome: Outcome?, api: CarrierAPI) -> Finding {
    let asked = "asked \(api.carrier) (\(api.id))\(api.login == nil ? "" : ", login included") for a sample number"
    guard let outcome else { return Finding(isWell: false, words: "\(asked): no answer") }
    switch outcome {
    case .tracked, .notFound, .notYetKnown, .badNumber, .postcodeRequired:
      return Finding(isWell: true, words: "\(asked): \(outcome.name), so the credentials are accepted")
    case .rateLimited:
      return Finding(isWell: true, words: "\(asked): rate_limited; the credentials were not judged")
    case .badCredentials:
      return Finding(isWell: false, words: "\(asked): the carrier refuses the credentials")
    case .unavailable(let why), .unreadable(let why):
      return Finding(isWell: false, words: "\(asked): \(outcome.name), \(why)")
    }
  }

  /// An error's words may quote an address with a key in it.
  static func without(_ secrets: [String: String], _ words: String) -> String {
    secrets.values.filter { !$0.isEmpty }.sorted { $0.count > $1.count }
      .reduce(words) { $0.replacing($1, with: "…") }
  }
}
