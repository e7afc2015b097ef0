import CarrierKit
import Foundation
import Tracking

/// The engine without the network: loading all manifests, recognizing numbers, rewriting a mail.
enum EngineBench {
  static func run() throws {
    print("engine (processor time, medians of 9 rounds; load \(load()))")
    let catalog = CarrierCatalog.load(directories: ["Carriers"]).catalog
    var loading = Rounds()
    for _ in 0..<9 {
      loading.add(ReadingBench.time(1) { CarrierCatalog.load(directories: ["Carriers"]).catalog.carriers.count } / 1000)
    }
    print(
      String(
        format: "  loading and validating %d manifests  %.1f ms (%@)", catalog.carriers.count, loading.median,
        loading.spread))

    let recognizer = try Recognizer(catalog)
    let numbers = catalog.sorted.flatMap { $0.numbers.flatMap(\.valid) }
    var recognizing = Rounds()
    for _ in 0..<9 {
      let count = ReadingBench.time(20) {
        numbers.reduce(0) { $0 + recognizer.recognize($1).count }
      }
      recognizing.add(count / Double(max(numbers.count, 1)))
    }
    print(
      String(
        format: "  recognizing a number (%d samples of all carriers)  %.2f µs (%@)", numbers.count, recognizing.median,
        recognizing.spread))

    guard let base = PlainLinkBase("https://t.example/p") else { throw BenchFailure("no base") }
    let rewriter = LinkRewriter(recognizer, base: base)
    let mail = try mail()
    let replaced = rewriter.rewrite(mail, as: .mail).report.replaced.count
    guard replaced == 12 else { throw BenchFailure("12 links expected, \(replaced) replaced") }
    var rewriting = Rounds()
    for _ in 0..<9 { rewriting.add(ReadingBench.time(20) { rewriter.rewrite(mail, as: .mail).bytes.count } / 1000) }
    print(
      String(
        format: "  rewriting a mail of %d kB with 12 links  %.2f ms (%@)", mail.count / 1000, rewriting.median,
        rewriting.spread))
  }

  /// The mail with twelve links, its HTML part grown by paragraphs and foreign links to 200 kB.
  private static func mail() throws -> [UInt8] {
    guard let text = try? String(contentsOfFile: "Fixtures/mails/twelve-links.eml", encoding: .utf8),
      let end = text.range(of: "</body>", options: [.backwards, .caseInsensitive])
    else { throw BenchFailure("Fixtures/mails/twelve-links.eml has no HTML part") }
    var filler = ""
    var line = 0
    while filler.utf8.count < 200_000 - text.utf8.count {
      filler +=
        "<p>Zeile \(line): vielen Dank f=C3=BCr Ihre Bestellung, <a href=3D\"https://shop.exam=\r\nple/artikel/\(line)\">"
      filler += "zum Artikel</a></p>\r\n"
      line += 1
    }
    return Array((text[..<end.lowerBound] + filler + text[end.lowerBound...]).utf8)
  }
}
