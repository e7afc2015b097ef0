import Sandbox
import Site
import Storage
import Tracking

extension DemoStage {
  /// Prints the links, one a line, with what to expect there, and what else to open.
  func announce(_ address: BoundAddress) async {
    let base = "http://127.0.0.1:\(address.port ?? 0)"
    let store = ShipmentStore(program.database)
    Console.result("\nTidings demo: \(Self.shop.brand.name), \(scene.parcels.count) parcels with four carriers")
    Console.result(
      "The clock shows \(CivilTime(program.clock.now(), offset: 0).iso)Z and runs \(Int(speed)) times faster.\n")
    var orders: Set<String> = []
    for parcel in scene.parcels {
      guard let page = try? await store.page(shop: Self.shop.id, carrier: parcel.carrier, number: parcel.number),
        let path = links.page(page)
      else { continue }
      Console.result("\(base)\(path)  \(parcel.carrier), \(parcel.language): \(parcel.title)")
      let isShared = scene.parcels.count { $0.order == parcel.order } > 1
      if isShared, orders.insert(parcel.order).inserted, let order = links.order(page) {
        Console.result("\(base)\(order)  the order \(parcel.order) with all its parcels")
      }
    }
    tellTheRest(base)
  }

  private func tellTheRest(_ base: String) {
    guard let first = scene.parcels.first else { return }
    let postcodes = scene.parcels.prefix(3).compactMap(\.destination.postalCode).joined(separator: ", ")
    Console.result(
      """

      What else to open
        \(base)/p/\(first.carrier)/\(first.number)  the same parcel by a plain link, as a shop would put it into a mail
        ?l=de or ?l=en behind a link changes the language
        Places of pickup and neighbors want the postal code (\(postcodes) for the first parcels)
        \(post.address)/  the mailboxes: ask for news on a page, with any address, and say yes in the mail
        \(post.address)/hooks  what the shop's server was told, signed with \(post.secret)
        \(base)/metrics  what the operator sees: polls, news, mails, webhooks
        curl -H 'Authorization: Bearer \(secret)' \(base)/v1/shipments
      Ctrl-C ends it and removes everything.

      """)
  }
}
