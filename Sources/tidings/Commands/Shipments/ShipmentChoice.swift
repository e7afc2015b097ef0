import ArgumentParser
import Storage
import Tracking

/// The shipment that a command is about, and the database it lies in.
struct ShipmentChoice: ParsableArguments {
  @Argument(help: "The shipment's id, or its tracking number.")
  var id: String
  @Option(help: "The shop, where a number is given and there are several.")
  var shop: String?
  @OptionGroup var options: ConfigurationOption

  /// All that the words may mean; at least one.
  func all(in database: SQLiteDatabase) async throws -> [Shipment] {
    let store = ShipmentStore(database)
    if let shipment = try await store.find(ShipmentID(id)) { return [shipment] }
    var found: [Shipment] = []
    for candidate in try await ShopStore(database).all() where shop == nil || candidate.id.rawValue == shop {
      found += try await store.find(shop: candidate.id, number: id.uppercased())
    }
    guard !found.isEmpty else {
      throw CommandFailure("there is no shipment \(id)", hint: "give its id, or its tracking number")
    }
    return found
  }

  /// The one that is meant; a failure that names them all where there are several.
  func one(in database: SQLiteDatabase) async throws -> Shipment {
    let found = try await all(in: database)
    guard found.count == 1, let shipment = found.first else {
      let names = found.map { "\($0.id) (\($0.shop), \($0.carrier))" }.joined(separator: ", ")
      throw CommandFailure("\(id) is the number of several shipments", hint: "give the id of one: \(names)")
    }
    return shipment
  }

  /// Opens the database, works on the one shipment, and closes it.
  func work(_ body: (SQLiteDatabase, Shipment) async throws -> Void) async throws {
    let database = try await options.openDatabase()
    try await body(database, try await one(in: database))
    try database.close()
  }
}
