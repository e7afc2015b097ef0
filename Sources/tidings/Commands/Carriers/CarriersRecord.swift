import ArgumentParser
import CarrierKit
import Foundation
import HTTPTypes
import Tracking
import Transport

/// `tidings carriers record`.
struct CarriersRecord: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Asks the carrier for one number and writes a fixture without what is personal.",
    discussion: """
      Whatever is not known to be harmless is replaced: names, addresses, free text, the number itself, every secret. Then the
      fixture is read again and compared with what the real answer said; what differs is told. Look through the files
      before you keep them, and write state and detail into expected.json from the carrier's own table.
      """)
  @Argument(help: "The carrier's id.")
  var carrier: String
  @Argument(help: "The number.")
  var number: String
  @Option(name: .customLong("case"), help: "The fixture's name, as in track-delivered.")
  var name: String
  @Option(help: "The folder of fixtures.")
  var into = "Fixtures"
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
    let known = try catalog.named(carrier)
    let folder = "\(into)/\(known.id)/\(name)"
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw CommandFailure("\(folder) exists already", hint: "choose another name with --case")
    }
    guard let sample = known.numbers.first?.valid.first else {
      throw CommandFailure("\(known.id) has no sample number", hint: "add one under numbers, valid")
    }
    let resolved = try CarrierAccounts.chosen(account, of: known, configuration, catalog, at: options.config)
    let ask = Ask(number: number, postalCode: postcode, language: language)
    let now = Timestamp(Date())
    let transport = CurlTransport(TransportConfiguration(allowsPlainLoopback: resolved.configured.base != nil))
    var talk = Talk(transport: transport, resolved: resolved)
    let answers = await talk.run(ask, at: now)
    await transport.shutDown()
    guard let answers else { throw CommandFailure("nothing to record: \(talk.failure ?? "no answer")") }
    let recorded = RecordedCase(
      api: resolved.api, ask: ask, answers: answers, token: talk.token, secrets: resolved.account.secrets,
      sample: sample, now: now)
    try write(recorded, to: folder)
  }

  private func write(_ recorded: RecordedCase, to folder: String) throws {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      for file in recorded.files {
        try file.text.write(toFile: "\(folder)/\(file.name)", atomically: true, encoding: .utf8)
        Console.result("\(folder)/\(file.name)")
      }
    } catch {
      throw CommandFailure("cannot write \(folder): \(error.localizedDescription)")
    }
    for difference in recorded.differences {
      Console.note("the fixture reads otherwise than the answer did: \(difference)")
    }
    Console.note("look through it, then write state and detail into expected.json from the carrier's table")
  }

  /// The conversation, with every answer kept.
  private struct Talk {
    let transport: CurlTransport
    let resolved: CarrierAccounts.Resolved
    var token: Token?
    var failure: String?

    mutating func run(_ ask: Ask, at now: Timestamp) async -> [CarrierAnswer]? {
      var conversation = Conversation(api: resolved.api, account: resolved.account, asks: [ask], now: now)
      var answers: [CarrierAnswer] = []
      var step = conversation.next(.start)
      while true {
        switch step {
        case .done(let observations):
          if answers.isEmpty { failure = observations.first.map { "\($0.outcome)" } }
          return answers.isEmpty ? nil : answers
        case .needToken(let refused):
          // A token that was got just now and is refused is the carrier's answer.
          guard refused == nil, let got = await logIn(at: now) else { return answers.isEmpty ? nil : answers }
          token = got
          step = conversation.next(.token(got, fresh: true))
        case .send(let request):
          guard let answer = await send(request) else { return nil }
          answers.append(answer)
          step = conversation.next(.answer(answer))
        }
      }
    }

    private mutating func logIn(at now: Timestamp) async -> Token? {
      guard var login = Login(resolved.api, resolved.account) else { return nil }
      var step = login.start()
      while true {
        switch step {
        case .done(let token): return token
        case .failed(let outcome):
          failure = "the login ended with \(outcome.name)"
          return nil
        case .send(let request):
          guard let answer = await send(request) else { return nil }
          step = login.next(answer, now: now)
        }
      }
    }

    private mutating func send(_ request: CarrierRequest) async -> CarrierAnswer? {
      do throws(TransportFailure) {
        let (response, body) = try await transport.send(request.request, body: request.body, limits: .asking)
        return CarrierAnswer(response: response, body: body)
      } catch {
        failure = error.description
        return nil
      }
    }
  }
}
