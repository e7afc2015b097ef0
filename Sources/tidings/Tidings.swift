import ArgumentParser

/// Tells a shop's customers where their parcel is, before they ask, and bad news first.
@main
struct Tidings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tidings",
    abstract: "Tells a shop's customers where their parcel is, before they ask, and bad news first.",
    version: "0.1.0")
}
