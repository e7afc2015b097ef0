import Foundation
import Tracking

@testable import CarrierKit

/// One reader that has to survive any bytes. libFuzzer drives these, and the ordinary tests replay the corpus.
enum FuzzTarget: String, CaseIterable {
  case json, xml, time, manifest, recognition, rewriting

  /// Reads `bytes`; what is broken, or nil. A trap is found by whoever runs this.
  func take(_ bytes: [UInt8], _ world: FuzzWorld) -> String? {
    switch self {
    case .json: FuzzTarget.answer(bytes, world.json)
    case .xml: FuzzTarget.answer(bytes, world.xml)
    case .time: FuzzTarget.time(bytes)
    case .manifest: FuzzTarget.manifest(bytes)
    case .recognition: FuzzTarget.recognition(bytes, world.recognizer)
    case .rewriting: FuzzTarget.rewriting(bytes, world)
    }
  }

  private static func answer(_ bytes: [UInt8], _ apis: [CarrierAPI]) -> String? {
    let answer = CarrierAnswer(status: 200, body: bytes)
    for api in apis {
      let first = AnswerReader(api).read(answer, asks: [Ask(number: "1")], now: now)
      let second = AnswerReader(api).read(answer, asks: [Ask(number: "1")], now: now)
      if first != second { return "\(api.carrier) reads the same bytes in two ways" }
      if first.count != 1 { return "\(api.carrier) gives \(first.count) observations for one number" }
      for checkpoint in first[0].checkpoints where checkpoint.time?.civil.date.isReal == false {
        return "\(api.carrier) reads a day that does not exist: \(checkpoint.time?.raw ?? "")"
      }
    }
    return nil
  }

  private static let now = Timestamp(seconds: 1_780_000_000)

  /// A line with a format, then texts to be read by it.
  private static func time(_ bytes: [UInt8]) -> String? {
    let lines = bytes.split(separator: 0x0A, maxSplits: 1)
    guard let first = lines.first else { return nil }
    let rest = lines.dropFirst().first.map { String(decoding: $0, as: UTF8.self) } ?? ""
    var formats = TimeFormat.usual
    if case .success(let named) = TimeFormat.named(String(decoding: first, as: UTF8.self)) { formats.append(named) }
    for format in formats {
      guard let reading = format.read(rest) else { continue }
      if !reading.civil.date.isReal { return "'\(rest)' is read as a day that does not exist" }
      if !(0..<86_400).contains(reading.civil.secondOfDay) { return "'\(rest)' is read as a time that no day has" }
    }
    return nil
  }

  private static func manifest(_ bytes: [UInt8]) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    do throws(YAMLProblemsOfManifest) {
      let carrier = try decode(text)
      // What is accepted can be used.
      for api in carrier.apis {
        var conversation = Conversation(
          api: api, account: CarrierAccount(carrier: carrier.id, api: api.id), asks: [Ask(number: "1")], now: now)
        _ = conversation.next(.start)
      }
      do { _ = try Recognizer([carrier].map(\.rulesForFuzzing)).recognize("1234567890") } catch {
        return "an accepted manifest cannot be recognized by: \(error)"
      }
    } catch {
      if error.isEmpty { return "a manifest is refused without a reason" }
    }
    return nil
  }

  private static func decode(_ text: String) throws(YAMLProblemsOfManifest) -> Carrier {
    do { return try CarrierCatalog.decode(text, file: "f", folder: "one") } catch {
      throw YAMLProblemsOfManifest(isEmpty: "\(error)".isEmpty)
    }
  }

  private static func recognition(_ bytes: [UInt8], _ recognizer: Recognizer) -> String? {
    for candidate in recognizer.recognize(String(decoding: bytes, as: UTF8.self)) {
      if candidate.number.isEmpty { return "a candidate without a number" }
      if !(0...1).contains(candidate.confidence) { return "a confidence of \(candidate.confidence)" }
    }
    return nil
  }

  /// The first byte chooses what the others are.
  private static func rewriting(_ bytes: [UInt8], _ world: FuzzWorld) -> String? {
    guard let first = bytes.first else { return nil }
    let message = Array(bytes.dropFirst())
    let content = LinkRewriter.Content.allCases[Int(first) % LinkRewriter.Content.allCases.count]
    let (out, report) = world.rewriter.rewrite(message, as: content)
    if report.replaced.isEmpty, out != message { return "nothing is replaced, and the bytes are others" }
    let (again, _) = world.nobody.rewrite(message, as: content)
    if again != message { return "no link is known, and the bytes are others" }
    return nil
  }
}

/// Whether the loader said anything.
struct YAMLProblemsOfManifest: Error {
  var isEmpty: Bool
}

/// What the targets share; made once.
struct FuzzWorld {
  let json: [CarrierAPI]
  let xml: [CarrierAPI]
  let recognizer: Recognizer
  let rewriter: LinkRewriter
  /// Knows no carrier: it has to leave everything as it is.
  let nobody: LinkRewriter

  /// Nil where the carriers of the project are not found in `folder`.
  init?(carriers folder: String) {
    let catalog = CarrierCatalog.load(directories: [folder]).catalog
    func api(_ carrier: CarrierID, _ id: String) -> CarrierAPI? { catalog[carrier]?.api(id) }
    json = [api("dhl", "unified"), api("ups", "track"), api("swisspost", "web"), api("posti", "web")].compactMap(\.self)
    xml = [api("dhl", "parcel_de"), api("envialia", "soap"), api("gls-it", "xml")].compactMap(\.self)
    guard json.count == 4, xml.count == 3, let base = PlainLinkBase("https://t.example/p"),
      let all = try? Recognizer(catalog), let none = try? Recognizer([])
    else { return nil }
    recognizer = all
    rewriter = LinkRewriter(all, base: base)
    nobody = LinkRewriter(none, base: base)
  }
}

extension Carrier {
  fileprivate var rulesForFuzzing: RecognitionRules { RecognitionRules(self) }
}

extension CivilDate {
  /// Whether it survives being counted in days.
  fileprivate var isReal: Bool { (1...12).contains(month) && (1...31).contains(day) && adding(days: 0) == self }
}
