import Foundation
import Site
import StrictYAML
import Tracking

extension Configuration {
  /// Reads `text`; every mistake is reported at once with its place.
  ///
  /// - Parameter stateDirectory: where the database lies unless the file says otherwise.
  static func read(_ text: String, file: String, stateDirectory: String) throws(YAMLProblems) -> Configuration {
    try YAMLDocument.decode(text, file: file) { root -> Configuration? in
      guard let map = root.mapping() else { return nil }
      var result = Configuration(
        database: stateDirectory + "/tidings.sqlite", masterKey: .credential("master-key"))
      if let listen = map.optional("listen")?.mapping() { result.listen = Listen(listen) }
      if let value = map.optional("public_url"), let url = value.string() {
        result.publicURL = baseURL(url, value) ?? result.publicURL
      }
      result.database = map.optional("database")?.string() ?? result.database
      if let source = map.optional("master_key") { result.masterKey = SecretSource(source) ?? result.masterKey }
      result.carrierDirectories = map.optional("carrier_directories")?.strings() ?? []
      result.trustedProxies = (map.optional("trusted_proxies")?.oneOrMore() ?? []).compactMap(address)
      result.metricsReaders = (map.optional("metrics_readers")?.oneOrMore() ?? []).compactMap(address)
      result.requestsPerMinute = map.optional("api_requests_per_minute")?.int(in: 1...10_000_000)
      result.logLevel =
        map.optional("log_level")?.choice(of: ["trace", "debug", "info", "notice", "warning", "error"]) ?? "info"
      result.webhooksToThisMachine = map.optional("webhooks_to_this_machine")?.bool() ?? false
      if let days = map.optional("retention")?.mapping()?.optional("personal_days")?.int(in: 1...3650) {
        result.personalDays = days
      }
      result.accounts = readAccounts(map)
      result.mail = map.optional("mail").flatMap(Mail.init)
      return result
    }
  }

  private static func readAccounts(_ map: YAMLMapping) -> [Account] {
    var names: Set<String> = []
    return (map.optional("accounts")?.list() ?? []).compactMap { value in
      guard let account = Account(value) else { return nil }
      if !names.insert(account.name).inserted {
        value.problem("a second account is called \(account.name)", hint: "give one of them another `name`")
      }
      return account
    }
  }

  /// An address or a block of them; nil and a problem where it is neither.
  private static func address(_ value: YAMLValue) -> String? {
    guard let text = value.string() else { return nil }
    if AddressBlock(text) != nil { return text }
    value.problem("\(text) is no address and no block of them", hint: "10.0.0.5 or 10.0.0.0/8")
    return nil
  }

  /// Without its final slash; nil and a problem where it is no http or https address.
  private static func baseURL(_ text: String, _ value: YAMLValue) -> String? {
    guard let url = URL(string: text), let scheme = url.scheme, ["http", "https"].contains(scheme), url.host != nil
    else {
      value.problem("\(text) is no web address", hint: "https://track.example.com")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension Configuration.Listen {
  fileprivate init(_ map: YAMLMapping) {
    host = map.optional("host")?.string() ?? "127.0.0.1"
    port = map.optional("port")?.int(in: 0...65_535) ?? 8080
  }
}

extension Configuration.Account {
  fileprivate init?(_ value: YAMLValue) {
    guard let map = value.mapping() else { return nil }
    place = map.position
    let carrier = map.required("carrier")?.string()
    api = map.optional("api")?.string()
    name = map.optional("name")?.string() ?? [carrier, api].compactMap(\.self).joined(separator: "-")
    shops = map.optional("shops")?.strings().map { ShopID($0) }
    for (key, _, source) in map.optional("secrets")?.mapping()?.all() ?? [] {
      secrets[key] = SecretSource(source)
    }
    perDay = map.optional("per_day")?.int(in: 1...1_000_000_000)
    perSecond = map.optional("per_second")?.double(in: 0.001...10_000)
    concurrency = map.optional("concurrency")?.int(in: 1...64) ?? 4
    if let value = map.optional("base"), let text = value.string() {
      base = Configuration.Account.loopback(text, value)
    }
    guard let carrier else { return nil }
    self.carrier = CarrierID(carrier)
  }

  /// Only an address of this machine: a carrier is never asked in the clear over a network.
  private static func loopback(_ text: String, _ value: YAMLValue) -> String? {
    guard let url = URL(string: text), url.scheme == "http", let host = url.host,
      ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    else {
      value.problem("\(text) is no http address of this machine", hint: "http://127.0.0.1:9000, for trials only")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

extension SecretSource {
  init?(_ value: YAMLValue) {
    if value.isScalar {
      value.problem(
        "a secret stands in the file itself",
        hint: "put it into a file and write { file: /path } or { credential: name }")
      return nil
    }
    guard let map = value.mapping() else { return nil }
    let file = map.optional("file")?.string()
    let credential = map.optional("credential")?.string()
    switch (file, credential) {
    case (let path?, nil): self = .file(path)
    case (nil, let name?): self = .credential(name)
    default:
      map.problem("a secret needs exactly one of `file` and `credential`", hint: "{ credential: dhl-api-key }")
      return nil
    }
  }
}
