import ArgumentParser

/// Tracking links in messages.
struct LinksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Tracking links in messages: replace the carriers' by the shop's.",
    subcommands: [LinksRewrite.self])
}
