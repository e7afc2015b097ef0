import ArgumentParser
import CarrierKit
import Foundation
import StrictYAML
import Tracking

/// Carriers: the tables by which they are asked and read.
struct CarriersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "carriers", abstract: "Carriers: list, check, read answers, recognize numbers, explain, add.",
    subcommands: [
      CarriersList.self, CarriersCheck.self, CarriersRead.self, CarriersRecognize.self, CarriersExplain.self,
      CarriersNew.self, CarriersRecord.self,
    ])
}

/// Which folders of carriers a command works on.
struct CarrierFolders: ParsableArguments {
  @Option(
    name: .customLong("carriers"),
    help: ArgumentHelp(
      "A folder of carriers besides the shipped ones; a later one overrides by id.", valueName: "folder"))
  var extra: [String] = []

  var directories: [String] { [DataFiles.directory("Carriers")].compactMap(\.self) + extra }

  /// All carriers that load; what is wrong with the others goes to stderr.
  func load() throws -> CarrierCatalog {
    guard DataFiles.directory("Carriers") != nil || !extra.isEmpty else { throw Self.nowhere }
    let (catalog, problems) = CarrierCatalog.load(directories: directories)
    for problem in problems.list { Console.note(problem.description) }
    return catalog
  }

  static let nowhere = CommandFailure(
    "there is no folder Carriers",
    hint: "run from the project's folder, or set TIDINGS_DATA to the folder that holds Carriers and Catalogs")
}

extension CarrierCatalog {
  /// The carrier, or a sentence with the nearest id.
  func named(_ id: String) throws(CommandFailure) -> Carrier {
    if let carrier = self[CarrierID(id)] { return carrier }
    let near = didYouMean(id, among: sorted.map(\.id.rawValue))
    throw CommandFailure(
      "there is no carrier \(id)", hint: near.map { "did you mean \($0)?" } ?? "tidings carriers list shows them all")
  }

  /// What recognition needs of all of them.
  func recognizer() throws -> Recognizer {
    try Recognizer(recognitionRules)
  }
}

/// `tidings carriers list`.
struct CarriersList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists carriers and their APIs: batch, quota, login, languages.")
  @OptionGroup var folders: CarrierFolders

  func run() async throws {
    let catalog = try folders.load()
    Console.result("carrier\tAPI\tofficial\tbatch\tquota\tlogin\tlanguages\tsecrets")
    for carrier in catalog.sorted {
      for api in carrier.apis {
        let quota = [
          api.budget.perDay.map { "\($0)/day" }, api.budget.perMinute.map { "\($0)/min" },
          api.budget.perSecond.map { "\($0)/s" },
        ].compactMap(\.self).joined(separator: " ")
        Console.result(
          [
            carrier.id.rawValue, api.id, api.isUnofficial ? "no" : "yes",
            api.request == nil ? "push" : String(api.batch.max),
            quota.isEmpty ? "-" : quota, api.login == nil ? "-" : "yes",
            api.languages.words.isEmpty ? "-" : api.languages.words.keys.sorted().joined(separator: " "),
            api.secrets.isEmpty ? "-" : api.secrets.joined(separator: " "),
          ].joined(separator: "\t"))
      }
    }
  }
}

/// `tidings carriers check`.
struct CarriersCheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks every manifest: all mistakes at once, each with file:line:column and a hint.")
  @OptionGroup var folders: CarrierFolders

  func run() async throws {
    guard !folders.directories.isEmpty else { throw CarrierFolders.nowhere }
    let clock = ContinuousClock()
    var loaded: (catalog: CarrierCatalog, problems: YAMLProblems) = (CarrierCatalog(), YAMLProblems([]))
    let elapsed = clock.measure { loaded = CarrierCatalog.load(directories: folders.directories) }
    for problem in loaded.problems.list { Console.result(problem.description) }
    let recognizer = try loaded.catalog.recognizer()
    for collision in recognizer.collisions() {
      let first = collision.candidates.first.map { "\($0.carrier.rawValue) (\($0.why))" } ?? "nobody"
      Console.note("collision: \(collision.sample) of \(collision.own.rawValue) is read first as \(first)'s")
    }
    let apis = loaded.catalog.sorted.reduce(0) { $0 + $1.apis.count }
    Console.note("\(loaded.catalog.sorted.count) carriers with \(apis) APIs read in \(elapsed)")
    if !loaded.problems.list.isEmpty {
      throw CommandFailure("\(loaded.problems.list.count) problem\(loaded.problems.list.count == 1 ? "" : "s")")
    }
  }
}

/// `tidings carriers recognize`.
struct CarriersRecognize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recognize", abstract: "Says whose number or link it may be: ranked candidates as JSON.")
  @Argument(help: "A number, a tracking link, or a text that holds one.")
  var text: String
  @Option(name: .customLong("usual"), help: "A carrier that the shop ships with; ranks higher.")
  var usual: [String] = []
  @Option(help: "The sender's country, as in DE.")
  var country: String?
  @OptionGroup var folders: CarrierFolders

  func run() async throws {
    let hints = RecognitionHints(usualCarriers: usual.map { CarrierID($0) }, senderCountry: country)
    let candidates = try folders.load().recognizer().recognize(text, hints: hints)
    Console.result(try JSONText.pretty(candidates.map(Printed.init)))
  }

  private struct Printed: Encodable {
    let carrier: String
    let number: String
    let confidence: Double
    let why: String

    init(_ candidate: Candidate) {
      carrier = candidate.carrier.rawValue
      number = candidate.number
      confidence = (candidate.confidence * 1000).rounded() / 1000
      why = candidate.why
    }
  }
}
