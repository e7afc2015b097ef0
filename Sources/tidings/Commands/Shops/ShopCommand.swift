import ArgumentParser
import CarrierKit
import Foundation
import Localization
import Storage
import Tracking

/// Shops: the tenants whose brand the pages wear.
struct ShopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shop", abstract: "Shops: the brands that pages wear.", subcommands: [Add.self, List.self, Test.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Adds a shop, or changes it.",
      discussion: """
        Example:
          tidings shop add fjordlicht --name Fjordlicht --color '#123c8c' --host track.fjordlicht.example \\
            --home https://fjordlicht.example/ --mail hilfe@fjordlicht.example --country DE --language de --language en
        """)

    @Argument(help: "The shop's short name: a-z, 0-9 and hyphens.")
    var id: String
    @Option(help: "The name that customers know.")
    var name: String
    @Option(help: "The brand's color, as #rrggbb. Every readable color of the page is derived from it.")
    var color = "#123c8c"
    @Option(name: .customLong("host"), help: "A host name whose pages are this shop's. Several times for several.")
    var hosts: [String] = []
    @Option(name: .customLong("language"), help: "A language of its pages; the first is the fallback.")
    var languages: [String] = []
    @Option(help: "The shop's country, as in DE.")
    var country: String?
    @Option(name: .customLong("carrier"), help: "A carrier it uses, most used first.")
    var carriers: [String] = []
    @Option(help: "The mark: the path data of one stroked SVG path on a 24 by 24 grid.")
    var mark: String?
    @Option(help: "Address of the shop.")
    var home: String?
    @Option(help: "Address of the imprint.")
    var imprint: String?
    @Option(help: "Address of the privacy notice.")
    var privacy: String?
    @Option(help: "Mail address where a customer reaches a person.")
    var mail: String?
    @Option(
      help: "When its customers are not written to, by the clock of the parcel's destination: 21:00-07:00, or none.")
    var quiet = QuietHours.usual.text
    @OptionGroup var folders: CarrierFolders
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      guard let quietHours = QuietHours(quiet) else {
        throw CommandFailure("\(quiet) are no quiet hours", hint: "21:00-07:00, or none")
      }
      let shop = Shop(
        id: ShopID(id),
        brand: Brand(
          name: name, color: color, mark: mark, homeURL: home, imprintURL: imprint, privacyURL: privacy,
          contactMail: mail),
        hosts: hosts.map { $0.lowercased() }, languages: languages.isEmpty ? ["en", "de"] : languages,
        country: country?.uppercased(), carriers: carriers.map { CarrierID($0) }, quietHours: quietHours)
      let mistakes = ShopCheck(
        carriers: try folders.load().sorted.map(\.id), languages: try Installation.catalogs().languages
      ).mistakes(in: shop)
      if !mistakes.isEmpty { throw CommandFailures(list: mistakes) }
      let database = try await options.openDatabase()
      defer { try? database.close() }
      let shops = ShopStore(database)
      for host in shop.hosts {
        if let owner = try await shops.find(host: host), owner.id != shop.id {
          throw CommandFailure("\(host) is the host of shop \(owner.id)", hint: "a host shows the pages of one shop")
        }
      }
      try await shops.save(shop, at: Timestamp(Date()))
      Console.result("shop \(id) is set")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists the shops.")
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let database = try await options.openDatabase()
      for shop in try await ShopStore(database).all() {
        Console.result("\(shop.id)\t\(shop.brand.name)\t\(shop.hosts.joined(separator: " "))")
      }
      try database.close()
    }
  }
}
