import ArgumentParser
import CarrierKit
import Foundation
import Outreach
import Storage
import Tracking
import Transport

extension ShopCommand {
  /// `tidings shop test`: one of each event, to see them arrive.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends one of each event to the shop's endpoints, and one of each mail to a test address.",
      discussion: """
        The events are about a made-up shipment, signed like real ones, with "test": true in their data; nothing is
        stored and nothing is repeated. Prints what each receiver answered. Exit 1 where one did not take it.
          tidings shop test fjordlicht
          tidings shop test fjordlicht --mail me@fjordlicht.example --language de --event delay.late
        """)

    @Argument(help: "The shop's short name.")
    var shop: String
    @Option(help: "Where the mails go; without it none is sent.")
    var mail: String?
    @Option(help: "The language of the mails; the shop's first where it is left out.")
    var language: String?
    @Option(name: .customLong("endpoint"), help: "An endpoint's id; all that are not disabled where it is left out.")
    var endpoints: [String] = []
    @Option(
      name: .customLong("event"),
      help: "An event, as in delay.late; several times for several, all where it is left out.")
    var events: [String] = []
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let kinds = try wantedKinds()
      let address = try mail.map { text in
        guard let address = MailAddress(text) else { throw CommandFailure("\(text) is no mail address") }
        return address
      }
      let configuration = try options.load()
      let secrets = Secrets.fromEnvironment()
      let box = SecretBox(masterKey: try Program.masterKey(secrets.read(configuration.masterKey)))
      let database = try await options.openDatabase()
      guard let tenant = try await ShopStore(database).find(ShopID(shop)) else {
        throw CommandFailure("there is no shop \(shop)", hint: "tidings shop list")
      }
      let receivers = try await endpointsToTry(WebhookEndpointStore(database, box: box), of: tenant)
      let rules = try await IncentiveStore(database).rules(shop: tenant.id)
      try database.close()
      guard !receivers.isEmpty || address != nil else {
        throw CommandFailure(
          "\(shop) has no endpoint to try",
          hint: "add one with POST /v1/webhooks, or name a test address with --mail")
      }
      let trial = try ShopTrial(configuration, secrets: secrets, shop: tenant, rules: rules)
      let failures = await trial.run(
        kinds, endpoints: receivers, mail: address, language: language ?? tenant.languages.first ?? "en")
      await trial.shutDown()
      if failures > 0 { throw CommandFailure("\(failures) \(failures == 1 ? "was" : "were") not taken") }
    }

    private func wantedKinds() throws -> [News.Kind] {
      try events.isEmpty
        ? News.Kind.allCases
        : events.map { word in
          guard let kind = News.Kind(rawValue: word) else {
            throw CommandFailure(
              "\(word) is no event", hint: "one of " + News.Kind.allCases.map(\.rawValue).joined(separator: ", "))
          }
          return kind
        }
    }

    private func endpointsToTry(_ store: WebhookEndpointStore, of shop: Shop) async throws -> [WebhookEndpoint] {
      let all = try await store.all(shop: shop.id)
      for id in endpoints where !all.contains(where: { $0.id == id }) {
        throw CommandFailure(
          "\(shop.id) has no endpoint \(id)", hint: "it has " + all.map(\.id).joined(separator: ", "))
      }
      return all.filter { endpoints.isEmpty ? $0.disabledAt == nil : endpoints.contains($0.id) }
    }
  }
}
