import ArgumentParser
import Foundation
import Storage
import Tracking

/// Whose data a command is about, and where it is.
struct PersonOption: ParsableArguments {
  @Option(help: "The e-mail address that news were sent to, in any case.")
  var email: String?
  @Option(help: "The shop's order number.")
  var order: String?
  @Option(help: "The shop; may be left out where there is only one.")
  var shop: String?
  @OptionGroup var options: ConfigurationOption

  func validate() throws {
    guard (email == nil) != (order == nil) else { throw ValidationError("give one of --email and --order") }
    if let email, MailAddress(email) == nil { throw ValidationError("\(email) is no mail address") }
  }

  /// Opens the database beside a running daemon, does the work and closes it.
  func work(_ work: (PrivacyStore, any Database, DataSubject, ShopID) async throws -> Void) async throws {
    let configuration = try options.load()
    guard FileManager.default.fileExists(atPath: configuration.database) else {
      throw CommandFailure("there is no database \(configuration.database)")
    }
    let key = try Program.masterKey(Secrets.fromEnvironment().read(configuration.masterKey))
    let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
    let store = PrivacyStore(database, box: SecretBox(masterKey: key))
    try await work(store, database, subject, try await chosenShop(ShopStore(database)))
    try database.close()
  }

  private var subject: DataSubject {
    if let email { return .address(MailAddress(email)?.text ?? email) }
    return .order(order ?? "")
  }

  /// Shops give order numbers without knowing of each other: with several, one has to be named.
  private func chosenShop(_ shops: ShopStore) async throws -> ShopID {
    let all = try await shops.all().map(\.id)
    let names = all.map(\.rawValue).joined(separator: ", ")
    if let shop {
      guard all.contains(ShopID(shop)) else {
        throw CommandFailure("there is no shop \(shop)", hint: "there are: \(names)")
      }
      return ShopID(shop)
    }
    guard let only = all.first, all.count == 1 else {
      throw CommandFailure("there are several shops", hint: "say which with --shop: \(names)")
    }
    return only
  }
}
