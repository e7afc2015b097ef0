import StrictYAML
import Tracking
import Transport

extension Configuration {
  /// Where mails leave, and from whom.
  struct Mail: Sendable, Equatable {
    var host: String
    var port: Int
    var security: MailRelay.Security
    var user: String?
    var password: SecretSource?
    /// The address that all mails come from; the name is the shop's.
    var from: String

    /// The relay with its password. Throws a sentence where that cannot be read.
    func relay(_ secrets: Secrets) throws(CommandFailure) -> MailRelay {
      var relay = MailRelay(host: host, port: port, security: security, user: user)
      if let password { relay.password = try secrets.read(password) }
      relay.greeting = String(from.split(separator: "@").last ?? "localhost")
      return relay
    }
  }
}

extension Configuration.Mail {
  init?(_ value: YAMLValue) {
    guard let map = value.mapping() else { return nil }
    let relay = map.required("relay")?.mapping()
    let host = relay?.required("host")?.string()
    let word = relay?.optional("security")?.choice(of: ["tls", "starttls", "none"]) ?? "starttls"
    security = word == "tls" ? .tls : word == "none" ? .plain : .startTLS
    port = relay?.optional("port")?.int(in: 1...65_535) ?? (security == .tls ? 465 : 587)
    user = relay?.optional("user")?.string()
    password = relay?.optional("password").flatMap(SecretSource.init)
    if let relay, (user == nil) != (password == nil) {
      relay.problem("`user` and `password` belong together", hint: "password: { credential: mail-password }")
    }
    let isLoopback = host.map { ["127.0.0.1", "localhost", "::1", "[::1]"].contains($0) } ?? true
    if let relay, word == "none", !isLoopback {
      relay.problem("mail in the clear leaves this machine", hint: "security: starttls")
    }
    let sender = map.required("from")
    let address = sender?.string()
    if let sender, let address, !MailAddress.isAddress(address) {
      sender.problem("\(address) is no mail address", hint: "news@shop.example")
    }
    guard let host, let address else { return nil }
    self.host = host
    from = address
  }
}
