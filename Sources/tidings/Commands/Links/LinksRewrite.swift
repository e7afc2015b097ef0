import ArgumentParser
import CarrierKit
import Foundation
import Site
import Storage
import Tracking

/// `tidings links rewrite`: a pipe for mail servers. Whatever happens, the message comes out and the exit status is 0;
/// only wrong arguments are told as such.
struct LinksRewrite: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rewrite",
    abstract: "Replaces carriers' tracking links in a mail, HTML or text on stdin by the shop's plain links.",
    discussion: """
      The message comes out on stdout, byte for byte except for the links; what was done is told on stderr. In doubt the \
      message stays as it is, and the exit status is 0.

      tidings links rewrite --base https://track.shop.example < mail.eml > changed.eml
      """)
  @Option(help: ArgumentHelp("Where plain links begin; else the shop's host, else `public_url`.", valueName: "url"))
  var base: String?
  @Option(help: "The shop, whose host and usual carriers count.")
  var shop: String?
  @Option(help: "What comes in: mail, html or text. Told from the bytes where it is not given.")
  var type: LinkRewriter.Content?
  @Flag(help: "Names the new links in full on stderr. They hold parcel numbers: not for logs.")
  var numbers = false
  @OptionGroup var folders: CarrierFolders
  @OptionGroup var options: ConfigurationOption

  func validate() throws {
    if let base, PlainLinkBase(base) == nil {
      throw ValidationError("--base must be a web address without query, as in https://track.shop.example")
    }
  }

  func run() async throws {
    let limits = RewriteLimits()
    let input = FileHandle.standardInput
    let output = FileHandle.standardOutput
    var message: [UInt8] = []
    while message.count <= limits.bytes, let chunk = try? input.read(upToCount: 1 << 20), !chunk.isEmpty {
      message += chunk
    }
    if message.count > limits.bytes {
      Console.note("unchanged: larger than \(limits.bytes >> 20) MB")
      try output.write(contentsOf: Data(message))
      while let chunk = try input.read(upToCount: 1 << 20), !chunk.isEmpty { try output.write(contentsOf: chunk) }
      return
    }
    try output.write(contentsOf: Data(await rewritten(message, limits)))
  }

  /// The message as it goes out. A mistake in the set-up must not hold up mail.
  private func rewritten(_ message: [UInt8], _ limits: RewriteLimits) async -> [UInt8] {
    do {
      let rewriter = try await rewriter(limits)
      let (bytes, report) = rewriter.rewrite(message, as: type ?? .guess(message))
      for line in RewriteSummary.lines(report, showsNumbers: numbers) { Console.note(line) }
      return bytes
    } catch {
      Console.note("unchanged: \(error)")
      return message
    }
  }

  private func rewriter(_ limits: RewriteLimits) async throws -> LinkRewriter {
    // Without a configuration, `--base` is enough.
    let isNeeded = base == nil || shop != nil || FileManager.default.fileExists(atPath: options.config)
    let configuration = isNeeded ? try options.load() : nil
    let owner = try await owner(configuration)
    let own = owner.flatMap { PageLinks.base(of: $0, else: nil) }
    guard let link = (base ?? own ?? configuration?.publicURL).flatMap({ PlainLinkBase($0) }) else {
      throw CommandFailure("there is no base for links", hint: "name it with --base https://track.shop.example")
    }
    var places = folders
    places.extra = (configuration?.carrierDirectories ?? []) + folders.extra
    return LinkRewriter(
      try places.load().recognizer(), base: link, usualCarriers: owner?.carriers ?? [], limits: limits)
  }

  private func owner(_ configuration: Configuration?) async throws -> Shop? {
    guard let shop, let configuration else { return nil }
    let database = try await SQLiteDatabase.open(path: configuration.database, at: Timestamp(Date()))
    defer { try? database.close() }
    guard let owner = try await ShopStore(database).find(ShopID(shop)) else {
      throw CommandFailure("there is no shop \(shop)", hint: "tidings shop list")
    }
    return owner
  }
}

extension LinkRewriter.Content: ExpressibleByArgument {}
