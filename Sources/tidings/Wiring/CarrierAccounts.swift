import CarrierKit
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

  /// Throws a sentence for an unknown carrier or API, a missing secret, or one that cannot be read.
  static func resolve(
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

  private static func api(of carrier: Carrier, named name: String?) throws(CommandFailure) -> CarrierAPI {
    if let name {
      if let api = carrier.api(name) { return api }
      throw CommandFailure(
        "\(carrier.id) has no API \(name)", hint: "it has \(carrier.apis.map(\.id).joined(separator: ", "))")
    }
    if let official = carrier.apis.first(where: { !$0.isUnofficial }) { return official }
    throw CommandFailure(
      "\(carrier.id) has no official API", hint: "name an unofficial one with `api:` if you want it")
  }
}

extension TransferLimits {
  /// For asking a carrier: a redirect is an answer, since a manifest may know what it means.
  static let asking = TransferLimits(redirects: 0)
}
