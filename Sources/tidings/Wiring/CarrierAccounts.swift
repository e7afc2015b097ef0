import CarrierKit
import Polling
import Storage
import Tracking
import Transport

/// Accounts of the configuration, joined with the manifest's API and the secrets.
enum CarrierAccounts {
  struct Resolved: Sendable {
    var name: String
    var api: CarrierAPI
    var account: CarrierAccount
    var configured: Configuration.Account
  }

  /// All accounts, ready to poll. Throws every mistake at once.
  static func polling(
    _ configured: [Configuration.Account], catalog: CarrierCatalog, secrets: Secrets, clock: any Timekeeper,
    transport: @escaping CarrierTransport
  ) throws(CommandFailures) -> [PollingAccount] {
    var failures: [CommandFailure] = []
    var accounts: [PollingAccount] = []
    for entry in configured {
      do throws(CommandFailure) {
        let resolved = try resolve(entry, catalog: catalog, secrets: secrets)
        accounts.append(polling(resolved, among: configured, clock: clock, transport: transport))
      } catch {
        failures.append(error)
      }
    }
    if !failures.isEmpty { throw CommandFailures(list: failures) }
    return accounts
  }

  private static func polling(
    _ resolved: Resolved, among all: [Configuration.Account], clock: any Timekeeper,
    transport: @escaping CarrierTransport
  ) -> PollingAccount {
    let configured = resolved.configured
    let limits = AccountLimits(
      resolved.api, perDay: configured.perDay, perSecond: configured.perSecond, concurrency: configured.concurrency)
    let inquiry = CarrierInquiry(api: resolved.api, account: resolved.account, clock: clock, transport: transport)
    return PollingAccount(
      name: resolved.name, shops: scope(of: configured, among: all), inquiry: inquiry, carrier: configured.carrier,
      limits: limits)
  }

  /// An account without shops serves all that have none of their own for its carrier.
  static func scope(of account: Configuration.Account, among all: [Configuration.Account]) -> ShopScope {
    if let shops = account.shops { return .only(shops) }
    let others = all.filter { $0.carrier == account.carrier && $0.name != account.name }.flatMap { $0.shops ?? [] }
    return others.isEmpty ? .all : .except(others)
  }

  /// Throws a sentence, with its place in the configuration, for an unknown carrier or API, a missing secret, or one that
  /// cannot be read.
  static func resolve(
    _ configured: Configuration.Account, catalog: CarrierCatalog, secrets: Secrets
  ) throws(CommandFailure) -> Resolved {
    do {
      return try join(configured, catalog: catalog, secrets: secrets)
    } catch {
      guard let place = configured.place else { throw error }
      throw CommandFailure("\(place): \(error.message)", hint: error.hint)
    }
  }

  private static func join(
    _ configured: Configuration.Account, catalog: CarrierCatalog, secrets: Secrets
  ) throws(CommandFailure) -> Resolved {
    let carrier = try catalog.named(configured.carrier.rawValue)
    let api = try api(of: carrier, named: configured.api)
    var values: [String: String] = [:]
    for name in api.secrets {
      guard let source = configured.secrets[name] else {
        throw CommandFailure(
          "account \(configured.name) has no secret \(name)",
          hint: "secrets: { \(name): { credential: \(carrier.id)-\(name) } }")
      }
      values[name] = try secrets.read(source)
    }
    let account = CarrierAccount(carrier: carrier.id, api: api.id, secrets: values, base: configured.base)
    return Resolved(name: configured.name, api: api, account: account, configured: configured)
  }

  /// For commands that ask one carrier once: the account of that name, or the carrier's first.
  static func chosen(
    _ name: String?, of carrier: Carrier, _ configuration: Configuration, _ catalog: CarrierCatalog, at file: String
  ) throws(CommandFailure) -> Resolved {
    let account = configuration.accounts.first { $0.carrier == carrier.id && (name == nil || $0.name == name) }
    guard let account else {
      throw CommandFailure(
        "the configuration has no account for \(carrier.id)\(name.map { " called \($0)" } ?? "")",
        hint: "add one under `accounts` in \(file)")
    }
    return try resolve(account, catalog: catalog, secrets: .fromEnvironment())
  }

  static func api(of carrier: Carrier, named name: String?) throws(CommandFailure) -> CarrierAPI {
    if let name {
      if let api = carrier.api(name) {
        guard api.request != nil else {
          throw CommandFailure(
            "\(carrier.id) calls by itself in \(name); an account cannot ask there",
            hint: "choose one of \(carrier.apis.filter { $0.request != nil }.map(\.id).joined(separator: ", "))")
        }
        return api
      }
      throw CommandFailure(
        "\(carrier.id) has no API \(name)", hint: "it has \(carrier.apis.map(\.id).joined(separator: ", "))")
    }
    if let official = carrier.apis.first(where: { !$0.isUnofficial && $0.request != nil }) { return official }
    throw CommandFailure(
      "\(carrier.id) has no official API", hint: "name an unofficial one with `api:` if you want it")
  }
}

extension TransferLimits {
  /// For asking a carrier: a redirect is an answer, since a manifest may know what it means.
  static let asking = TransferLimits(redirects: 0)
}

extension CurlTransport {
  /// As polling wants it.
  var asCarrierTransport: CarrierTransport {
    { request, body in try await self.send(request, body: body, limits: .asking) }
  }
}
