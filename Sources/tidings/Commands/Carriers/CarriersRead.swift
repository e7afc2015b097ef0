import ArgumentParser
import CarrierKit
import Foundation
import Tracking

/// `tidings carriers read`.
struct CarriersRead: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Reads a saved answer and prints what it becomes, as JSON.",
    discussion: """
      Newest checkpoint first, times as ISO 8601 with an offset where one is known. Without --api the one is taken whose \
      rules fit the answer best. A number that the answer lacks is listed as not found.
      """)
  @Argument(help: "The carrier's id.")
  var carrier: String
  @Argument(help: "The answer's body, as the carrier sent it; - for standard input.")
  var file: String
  @Option(help: "The API that the answer is from.")
  var api: String?
  @Option(help: "The HTTP status of the answer.")
  var status = 200
  @Option(name: .customLong("number"), help: "A number that was asked for. Several times for several.")
  var numbers: [String] = []
  @Flag(help: "Say on stderr how every value came about.")
  var explain = false
  @OptionGroup var folders: CarrierFolders

  func validate() throws {
    guard (100...599).contains(status) else {
      throw ValidationError("--status \(status) is no HTTP status (100 to 599)")
    }
  }

  func run() async throws {
    let carrier = try folders.load().named(carrier)
    if let api, carrier.api(api) == nil {
      throw CommandFailure(
        "\(carrier.id) has no API \(api)", hint: "it has \(carrier.apis.map(\.id).joined(separator: ", "))")
    }
    let answer = CarrierAnswer(status: status, body: try Self.bytes(of: file))
    let reading = carrier.read(
      answer, asks: numbers.map { Ask(number: $0) }, api: api, now: Timestamp(Date()), explaining: explain)
    for line in reading?.lines ?? [] { Console.note(line) }
    Console.result(try JSONText.pretty(reading?.reports ?? []))
  }

  private static func bytes(of file: String) throws(CommandFailure) -> [UInt8] {
    if file == "-" { return Array(FileHandle.standardInput.readDataToEndOfFile()) }
    guard let data = FileManager.default.contents(atPath: file) else {
      throw CommandFailure("cannot read \(file)", hint: "does it exist, and may this user read it?")
    }
    return Array(data)
  }
}
