import CarrierKit
import Foundation
import Sandbox
import Testing
import Tracking

/// The side of the manifests, in process.
enum InProcess {
  /// Monday 2 March 2026, 16:00 in Central Europe.
  static let start = Timestamp(seconds: 1_772_463_600)

  static let catalog = CarrierCatalog.load(
    directories: [URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../Carriers").path])
    .catalog

  static func shipment(of parcel: SandboxParcel) -> Shipment {
    Shipment(
      id: "s", shop: "demo", carrier: parcel.journey.carrier, number: parcel.number,
      destination: Destination(country: "DE", postalCode: parcel.postalCode), createdAt: start)
  }

  /// Asks as the daemon does: a conversation by the manifest, each request answered by the sandbox.
  static func ask(
    _ numbers: [String], _ api: SandboxAPI, of sandbox: Sandbox, secrets: [String: String]? = nil,
    having known: Token? = nil
  ) async throws -> [Observation] {
    let manifest = try #require(catalog[api.carrier]?.api(api.id))
    let account = CarrierAccount(
      carrier: api.carrier, api: api.id, secrets: secrets ?? SandboxCredentials.secrets(for: api.carrier))
    let now = sandbox.now()
    var token = known
    var conversation = Conversation(
      api: manifest, account: account, asks: numbers.map { Ask(number: $0, language: "en") }, now: now)
    var step = conversation.next(.start)
    for _ in 0..<100 {
      switch step {
      case .needToken(let refused):
        if let held = token, refused == nil {
          step = conversation.next(.token(held, fresh: false))
        } else {
          token = nil
          step = conversation.next(try await login(manifest, account, sandbox))
        }
      case .send(let request): step = conversation.next(.answer(await answer(request, sandbox)))
      case .done(let observations): return observations
      }
    }
    Issue.record("the conversation does not end")
    return []
  }

  private static func login(
    _ api: CarrierAPI, _ account: CarrierAccount, _ sandbox: Sandbox
  ) async throws -> Conversation.Input {
    var login = try #require(Login(api, account))
    var step = login.start()
    while true {
      switch step {
      case .done(let token): return .token(token, fresh: true)
      case .failed(let outcome): return .noToken(outcome)
      case .send(let request): step = login.next(await answer(request, sandbox), now: sandbox.now())
      }
    }
  }

  private static func answer(_ request: CarrierRequest, _ sandbox: Sandbox) async -> CarrierAnswer {
    let answer = await sandbox.answer(request.request, body: request.body)
    return CarrierAnswer(status: answer.status, headers: answer.headers, body: answer.body)
  }
}
