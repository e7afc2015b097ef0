import ArgumentParser
import Foundation
import Site
import Storage
import Tracking

/// API keys of shops.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "API keys of shops.", subcommands: [Add.self, List.self, Revoke.self])

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Makes a key and prints it, once.")
    @Argument(help: "The shop's short name.")
    var shop: String
    @Option(help: "What the key is for.")
    var name = "api"
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let database = try await options.openDatabase()
      let shops = ShopStore(database)
      guard try await shops.find(ShopID(shop)) != nil else {
        throw CommandFailure("there is no shop \(shop)", hint: "tidings shop add \(shop) --name …")
      }
      var generator = SystemRandomNumberGenerator()
      let secret = APISecret.make(using: &generator)
      let key = try await shops.addKey(secret: secret, shop: ShopID(shop), name: name, at: Timestamp(Date()))
      try database.close()
      Console.result(secret)
      Console.note("key \(key.id); only its hash is stored, it cannot be shown again")
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Lists a shop's keys.")
    @Argument(help: "The shop's short name.")
    var shop: String
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let database = try await options.openDatabase()
      for key in try await ShopStore(database).keys(shop: ShopID(shop)) {
        let state = key.revokedAt == nil ? "in use" : "revoked"
        let used = key.lastUsedAt.map { CivilTime($0, offset: 0).iso + "Z" } ?? "never used"
        Console.result("\(key.id)\t\(key.name)\t\(state)\t\(used)")
      }
      try database.close()
    }
  }

  struct Revoke: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Ends a key.")
    @Argument(help: "The shop's short name.")
    var shop: String
    @Argument(help: "The key's id, as `tidings key list` shows it.")
    var id: String
    @OptionGroup var options: ConfigurationOption

    func run() async throws {
      let database = try await options.openDatabase()
      let done = try await ShopStore(database).revokeKey(id: id, shop: ShopID(shop), at: Timestamp(Date()))
      try database.close()
      if !done { throw CommandFailure("there is no key \(id) in use", hint: "tidings key list \(shop)") }
      Console.result("revoked")
    }
  }
}
