import ArgumentParser
import Foundation
import Storage
import Tracking

/// Shops: the tenants whose brand the pages wear.
struct ShopCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shop", abstract: "Shops: the brands that pages wear.", subcommands: [Add.self, List.self])

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
      try Self.check(shop)
      let database = try await options.openDatabase()
      try await ShopStore(database).save(shop, at: Timestamp(Date()))
      try database.close()
      Console.result("shop \(id) is set")
    }

    /// What a person may have mistyped.
    static func check(_ shop: Shop) throws(CommandFailure) {
      let word = shop.id.rawValue
      guard !word.isEmpty, word.utf8.count <= 40,
        word.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
      else { throw CommandFailure("\(word) is no short name", hint: "a-z, 0-9 and hyphens, 40 at most") }
      let digits = shop.brand.color.dropFirst()
      guard shop.brand.color.hasPrefix("#"), digits.count == 6, digits.allSatisfy(\.isHexDigit) else {
        throw CommandFailure("\(shop.brand.color) is no color", hint: "#rrggbb, as in #123c8c")
      }
      for text in [shop.brand.homeURL, shop.brand.imprintURL, shop.brand.privacyURL].compactMap(\.self) {
        guard let url = URL(string: text), ["https", "http"].contains(url.scheme ?? ""), url.host != nil else {
          throw CommandFailure("\(text) is no web address", hint: "https://shop.example/")
        }
      }
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
