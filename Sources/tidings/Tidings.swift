import ArgumentParser

/// The program: `serve` is the daemon, the other commands prepare and explain it.
@main
struct Tidings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tidings",
    abstract: "Tells a shop's customers where their parcel is, before they ask, and bad news first.",
    discussion: """
      Try it:           tidings demo
      Read an answer:   tidings carriers read dhl answer.json
      Whose number:     tidings carriers recognize 00340434161094042557
      The daemon:       tidings serve --config /etc/tidings/tidings.yaml
      """,
    version: version,
    subcommands: [
      ServeCommand.self, DemoCommand.self, CheckCommand.self, CarriersCommand.self, ShopCommand.self, KeyCommand.self,
      ShipmentsCommand.self, LinksCommand.self, ForesightCommand.self, ExplainCommand.self, SimulateCommand.self,
      StatusCommand.self, DoctorCommand.self, BackupCommand.self, EraseCommand.self, ExportCommand.self,
    ])

  static let version = "0.1.0"
}
