import ArgumentParser
import CarrierKit
import Foundation
import Localization
import Logging
import Metrics
import Outreach
import Polling
import ServiceLifecycle
import UnixSignals
import Site
import Storage
import Tracking
import Transport

/// `tidings serve`: the daemon.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Runs the daemon until SIGTERM.",
    discussion: """
      Says READY=1 to systemd once database and listeners are up. SIGTERM finishes what is in flight. SIGHUP reads \
      configuration and carriers anew; with a mistake in them the old ones are kept. Takes a socket that systemd hands \
      over (LISTEN_FDS) instead of `listen`.
      """)
  @OptionGroup var options: ConfigurationOption

  func run() async throws {
    let configuration = try options.load()
    let logger = ServiceLog.make(level: Logger.Level(rawValue: configuration.logLevel) ?? .info)
    let registry = PrometheusRegistry()
    MetricsSystem.bootstrap(registry)
    // From here on SIGHUP does not end the program.
    let hangups = await UnixSignalsSequence(trapping: .sighup)
    let transport = CurlTransport(
      TransportConfiguration(allowsPlainLoopback: configuration.allowsPlainLoopback))
    let program = try await Self.assemble(configuration, transport: transport, logger: logger, registry: registry)
    let notifier = ServiceNotifier.fromEnvironment()
    let log = logger
    var services: [any Service] = try program.services { address in
      log.notice("ready", metadata: ["address": "\(address.host ?? "socket"):\(address.port ?? 0)"])
      notifier.notify("READY=1", "STATUS=serving")
    }
    let reload = Reload(
      file: options.config, stateDirectory: ConfigurationOption.stateDirectory, started: configuration,
      secrets: Secrets.fromEnvironment(), program: program, transport: transport.asCarrierTransport)
    services.append(ReloadService(signals: hangups, reload: reload, notifier: notifier, logger: logger))
    // The last of the list is the first to hear of the end.
    services.append(Watchdog(notifier: notifier, heartbeat: program.heartbeat, database: program.database))
    var groupConfiguration = ServiceGroupConfiguration(
      services: services, gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    groupConfiguration.maximumGracefulShutdownDuration = .seconds(25)
    try await ServiceGroup(configuration: groupConfiguration).run()
    await transport.shutDown()
    try (program.database as? SQLiteDatabase)?.close()
  }

  /// Reads everything the configuration names; throws every mistake it finds.
  static func assemble(
    _ configuration: Configuration, transport: CurlTransport, logger: Logger,
    registry: PrometheusRegistry = PrometheusRegistry()
  ) async throws -> Program {
    let clock = RunningClock(start: Timestamp(Date())) { Timestamp(Date()) }
    let (carriers, catalogs) = try Installation.load(configuration, logger: logger)
    let secrets = Secrets.fromEnvironment()
    let accounts = try CarrierAccounts.polling(
      configuration.accounts, catalog: carriers, secrets: secrets, clock: clock,
      transport: transport.asCarrierTransport)
    var site = SiteConfiguration(
      listen: InheritedSockets.first.map { .inherited(descriptor: $0) }
        ?? .tcp(host: configuration.listen.host, port: configuration.listen.port),
      masterKey: try Program.masterKey(secrets.read(configuration.masterKey)))
    site.publicBase = configuration.publicURL
    site.allowsPlainWebhooks = configuration.webhooksToThisMachine
    if let perMinute = configuration.requestsPerMinute { site.requestsPerMinute = perMinute }
    site.trustedProxies = configuration.trustedProxies.compactMap { AddressBlock($0) }
    try SoleOwner.claim(database: configuration.database)
    let database = try await SQLiteDatabase.open(path: configuration.database, at: clock.now())
    // This process is the only one: whoever held leases is no more.
    let reclaimed = try await ShipmentStore(database).reclaimLeases()
    try await OutboxStore(database, box: SecretBox(masterKey: site.masterKey)).takeBackLeases(at: clock.now())
    if reclaimed > 0 { logger.notice("took back what was left under way", metadata: ["shipments": "\(reclaimed)"]) }
    let messages = Messages(
      from: configuration.mail.flatMap { Mailbox(address: $0.from) },
      relay: try configuration.mail?.relay(secrets), transport: transport,
      tenants: CurlTransport(configuration.tenantTransport))
    let heartbeat = Heartbeat()
    site.operatorView = OperatorView(
      heartbeat: heartbeat,
      figures: ProgramFigures(
        registry: registry, shipments: ShipmentStore(database),
        outbox: OutboxStore(database, box: SecretBox(masterKey: site.masterKey)), clock: clock, version: Tidings.version
      ),
      readers: configuration.metricsReaders)
    return Program(
      database: database, carriers: carriers, catalogs: catalogs, accounts: accounts, clock: clock, site: site,
      messages: messages, logger: logger, priors: try PriorsFile.load(), heartbeat: heartbeat,
      personalDays: configuration.personalDays)
  }
}

extension Configuration {
  /// How addresses are reached that shops name.
  var tenantTransport: TransportConfiguration {
    TransportConfiguration(
      allowsPlainLoopback: webhooksToThisMachine,
      addresses: webhooksToThisMachine ? .publicUnicastOrLoopback : .publicUnicast)
  }

  /// A carrier played on this machine, or a relay on it that speaks without TLS.
  fileprivate var allowsPlainLoopback: Bool {
    accounts.contains { $0.base != nil } || mail?.security == .plain
  }
}

/// Sockets that systemd opened for us (sd_listen_fds(3)).
enum InheritedSockets {
  /// The first descriptor; nil without socket activation.
  static var first: Int32? {
    let environment = ProcessInfo.processInfo.environment
    guard environment["LISTEN_PID"] == String(getpid()), let count = environment["LISTEN_FDS"].flatMap({ Int($0) }),
      count > 0
    else { return nil }
    _ = fcntl(3, F_SETFD, FD_CLOEXEC)
    return 3
  }
}
