import CarrierKit
import Polling
import Sandbox
import Tracking
import Transport

/// One account a carrier, although the scene's parcels want several APIs of it: each number is asked through the API
/// that its role names, any other through the carrier's first.
enum DemoAccounts {
  static func make(
    scene: DemoScene, catalog: CarrierCatalog, base: String, clock: any Timekeeper, transport: CurlTransport
  ) async throws -> [PollingAccount] {
    var accounts: [PollingAccount] = []
    for (carrier, apis) in Dictionary(grouping: SandboxAPI.allCases, by: \.carrier) {
      var inquiries: [SandboxAPI: CarrierInquiry] = [:]
      for api in apis {
        guard let manifest = catalog[carrier]?.api(api.id) else { continue }
        let account = CarrierAccount(
          carrier: carrier, api: api.id, secrets: SandboxCredentials.secrets(for: carrier), base: base)
        inquiries[api] = CarrierInquiry(
          api: manifest, account: account, clock: clock, transport: transport.asCarrierTransport)
      }
      let roles = Dictionary(
        scene.parcels.filter { $0.carrier == carrier }.map { ($0.number, $0.api) }
      ) { first, _ in first }
      guard let usual = apis.first(where: { inquiries[$0] != nil }) else { continue }
      accounts.append(
        PollingAccount(
          name: "demo-\(carrier)", carrier: carrier,
          limits: AccountLimits(perDay: 100_000, perSecond: 50, concurrency: 4, batch: 1)
        ) { [inquiries] shipments in
          guard let first = shipments.first, let inquiry = inquiries[roles[first.number] ?? usual] else { return nil }
          return await inquiry.ask(shipments.map { Ask($0) })
        })
    }
    return accounts.sorted { $0.name < $1.name }
  }
}
