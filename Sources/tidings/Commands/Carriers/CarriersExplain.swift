import ArgumentParser
import CarrierKit
import Foundation
import HTTPTypes
import Tracking
import Transport

/// `tidings carriers explain`.
struct CarriersExplain: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Asks the carrier for one number and explains every step.",
    discussion: """
      Shows the request with its secrets blackened, the raw answer, every decision of the mapping, and the result. Uses \
      an account of the configuration; it counts against the account's quota at the carrier.
      """)
  @Argument(help: "The carrier's id.")
  var carrier: String
  @Argument(help: "The number.")
  var number: String
  @Option(help: "The account's name in the configuration; the first of this carrier without it.")
  var account: String?
  @Option(help: "The recipient's postal code, where the carrier wants one.")
  var postcode: String?
  @Option(help: "The language of the answer.")
  var language = "en"
  @OptionGroup var folders: CarrierFolders
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    var places = folders
    places.extra = configuration.carrierDirectories + folders.extra
    let catalog = try places.load()
    let carrier = try catalog.named(carrier)
    let resolved = try CarrierAccounts.chosen(account, of: carrier, configuration, catalog, at: options.config)
    let secrets = Array(resolved.account.secrets.values)
    let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: resolved.configured.base != nil))
    var dialogue = Dialogue(transport: transport, resolved: resolved, secrets: secrets)
    let ask = Ask(number: number, postalCode: postcode, language: language)
    let observations = await dialogue.run(ask, at: Timestamp(Date()))
    Console.result("\nResult\n" + (try JSONText.pretty(observations.map(ObservationReport.init))))
    await transport.shutDown()
  }

  /// The conversation with everything said aloud.
  private struct Dialogue {
    let transport: CurlTransport
    let resolved: CarrierAccounts.Resolved
    let secrets: [String]

    mutating func run(_ ask: Ask, at now: Timestamp) async -> [Observation] {
      var conversation = Conversation(api: resolved.api, account: resolved.account, asks: [ask], now: now)
      var step = conversation.next(.start)
      while true {
        switch step {
        case .done(let observations): return observations
        case .needToken: step = conversation.next(await logIn(at: now))
        case .send(let request):
          switch await exchange(request, title: "Request") {
          case .success(let answer):
            if !conversation.isAtStep {
              let lines = AnswerReader(resolved.api).explain(answer, asks: [ask], now: now).lines
              Console.result("\nDecisions\n" + lines.map { "  " + $0 }.joined(separator: "\n"))
            }
            step = conversation.next(.answer(answer))
          case .failure(let failure): step = conversation.next(.failure(failure.description))
          }
        }
      }
    }

    private func logIn(at now: Timestamp) async -> Conversation.Input {
      guard var login = Login(resolved.api, resolved.account) else { return .noToken(.badCredentials) }
      var step = login.start()
      while true {
        switch step {
        case .done(let token): return .token(token, fresh: true)
        case .failed(let outcome): return .noToken(outcome)
        case .send(let request):
          switch await exchange(request, title: "Login") {
          case .failure(let failure): return .noToken(.unavailable(failure.description))
          case .success(let answer): step = login.next(answer, now: now)
          }
        }
      }
    }

    private func exchange(
      _ request: CarrierRequest, title: String
    ) async -> Result<CarrierAnswer, TransportFailure> {
      let head = request.request
      var lines = [
        "\n\(title)", "  \(head.method.rawValue) \(head.scheme ?? "")://\(head.authority ?? "")\(head.path ?? "")",
      ]
      for field in head.headerFields {
        let shown = field.name == .authorization || field.name == .cookie ? "•••" : field.value
        lines.append("  \(field.name.rawName): \(shown)")
      }
      if !request.body.isEmpty { lines.append("  " + String(decoding: request.body, as: UTF8.self)) }
      Console.result(blackened(lines.joined(separator: "\n")))
      do throws(TransportFailure) {
        let (response, body) = try await transport.send(request.request, body: request.body, limits: .asking)
        Console.result("\nAnswer\n  HTTP \(response.status.code)")
        for field in response.headerFields { Console.result("  \(field.name.rawName): \(field.value)") }
        Console.result(blackened(String(decoding: body.prefix(20_000), as: UTF8.self)))
        return .success(CarrierAnswer(response: response, body: body))
      } catch {
        Console.result("\nNo answer\n  \(error)")
        return .failure(error)
      }
    }

    /// Without the account's secrets, also where they stand percent-encoded.
    private func blackened(_ text: String) -> String {
      secrets.filter { $0.count > 3 }.reduce(text) { text, secret in
        let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
        return text.replacingOccurrences(of: secret, with: "•••").replacingOccurrences(of: encoded, with: "•••")
      }
    }
  }
}
