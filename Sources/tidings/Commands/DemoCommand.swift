import ArgumentParser
import CarrierKit
import Crypto
import Foundation
import Logging
import Metrics
import Polling
import Sandbox
import ServiceLifecycle
import UnixSignals
import Site
import Storage
import Tracking
import Transport

/// `tidings demo`: the whole job on loopback.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Carriers on loopback, a sample shop, its parcels and their pages.",
    discussion: """
      Nothing is kept and nothing leaves this machine: the carriers are played by a sandbox that speaks their real wire \
      formats, the database is temporary. Time runs --speed times faster. Ends with Ctrl-C.
      """)

  @Option(help: "The port of the pages; 0 for any free one.")
  var port = 8080
  @Option(help: "How many times faster than the wall the clock runs.")
  var speed = 600.0
  @Flag(help: "Log what polling and pages do.")
  var verbose = false

  func validate() throws {
    guard (0...65_535).contains(port) else { throw ValidationError("--port \(port) is no port (0 to 65535)") }
    guard speed >= 1, speed <= 100_000 else { throw ValidationError("--speed \(speed) is not between 1 and 100000") }
  }

  func run() async throws {
    var logger = Logger(label: "tidings.demo") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = verbose ? .info : .error
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    let stage = try await DemoStage.set(port: port, speed: speed, logger: logger, registry: registry)
    defer { stage.clear() }
    let services = try stage.services { address in
      await stage.announce(address)
    }
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    ).run()
    Console.note("\nbye")
  }
}
