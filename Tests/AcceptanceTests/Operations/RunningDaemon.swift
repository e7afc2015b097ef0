import CarrierKit
import Foundation
import HTTPTypes
import Logging
import Sandbox
import ServiceLifecycle
import Storage
import Testing
import Tracking
import Transport

@testable import tidings

/// The built program as a process of its own, with a folder, a notify socket, and a carrier on loopback.
struct RunningDaemon: Sendable {
  let folder: String
  let port: Int
  let process: Process
  let notify: NotifySocket
  let sandbox: Sandbox
  let sandboxPort: Int
  let client: CurlTransport

  static let program = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path + "/tidings"
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../..")
    .standardizedFileURL.path
  static let shop = Shop(
    id: "shop", brand: Brand(name: "Shop", color: "#123c8c"), hosts: [], languages: ["en"], carriers: ["dhl"])

  /// Starts it with a DHL account, waits for READY=1, runs `body`, stops it by SIGTERM.
  static func run(_ body: @Sendable (RunningDaemon) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.path + "/td-\(UInt32.random(in: 0 ... .max))"
    try FileManager.default.createDirectory(atPath: folder + "/carriers.d", withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sandbox = Sandbox(limits: { _ in SandboxQuota() }) { Timestamp(Date()) }
    let server = SandboxServer(sandbox, logger: quiet)
    let group = ServiceGroup(services: [server], logger: quiet)
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      let client = CurlTransport(TransportConfiguration(allowsPlainLoopback: true))
      let daemon = RunningDaemon(
        folder: folder, port: try FreePort.find(), process: Process(), notify: try NotifySocket(path: folder + "/n"),
        sandbox: sandbox, sandboxPort: try #require(await server.port()), client: client)
      do {
        try await daemon.start()
        try await body(daemon)
      } catch {
        if daemon.process.isRunning { daemon.process.terminate() }
        await group.triggerGracefulShutdown()
        throw error
      }
      await client.shutDown(grace: .zero)
      daemon.process.terminate()
      daemon.process.waitUntilExit()
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  private func start() async throws {
    try write("master-key", "a test's master key, long enough")
    try write("dhl-key", SandboxCredentials.dhlAPIKey)
    try configure()
    let database = try await openDatabase()
    try await ShopStore(database).save(Self.shop, at: Timestamp(Date()))
    try database.close()
    try write("log", "")
    process.executableURL = URL(fileURLWithPath: Self.program)
    process.arguments = ["serve", "--config", folder + "/tidings.yaml"]
    process.environment = [
      "TIDINGS_DATA": Self.root, "NOTIFY_SOCKET": notify.path, "JOURNAL_STREAM": "1:1", "PATH": "/usr/bin",
    ]
    process.standardError = FileHandle(forWritingAtPath: folder + "/log")
    try process.run()
    #expect(try await notify.next("READY=1") == "READY=1\nSTATUS=serving")
  }

  /// Writes `tidings.yaml` with an account for DHL and `accounts` after it.
  func configure(_ accounts: String = "") throws {
    try write(
      "tidings.yaml",
      """
      listen: { host: 127.0.0.1, port: \(port) }
      database: \(folder)/tidings.sqlite
      master_key: { file: \(folder)/master-key }
      carrier_directories: [\(folder)/carriers.d]
      log_level: info
      accounts:
        - carrier: dhl
          api: unified
          base: http://127.0.0.1:\(sandboxPort)
          per_second: 50
          secrets: { api_key: { file: \(folder)/dhl-key } }
      \(accounts)
      """)
  }

  func write(_ name: String, _ text: String) throws {
    try text.write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
  }

  var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

  /// Sends SIGHUP and waits for what systemd is told in the end.
  func reload() async throws -> String {
    kill(process.processIdentifier, SIGHUP)
    let begun = try #require(try await notify.next("RELOADING=1"))
    #expect(begun.contains("\nMONOTONIC_USEC="))
    return try #require(try await notify.next("READY=1"))
  }

  func openDatabase() async throws -> SQLiteDatabase {
    try await SQLiteDatabase.open(path: folder + "/tidings.sqlite", at: Timestamp(Date()))
  }

  func get(_ path: String) async throws -> (status: Int, body: String) {
    let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:\(port)", path: path)
    let (response, body) = try await client.send(request)
    return (response.status.code, String(decoding: body, as: UTF8.self))
  }

  /// Adds a shipment of a parcel that the carrier on loopback knows, and waits until it was asked for. Nil after half
  /// a minute.
  func follow(_ carrier: CarrierID, number: String) async throws -> Shipment? {
    let now = Timestamp(Date())
    let database = try await openDatabase()
    defer { try? database.close() }
    let store = ShipmentStore(database)
    let id = Program.newID()
    let shipment = Shipment(
      id: id, shop: Self.shop.id, carrier: carrier, number: number,
      destination: Destination(country: "DE", postalCode: "50769"), createdAt: now)
    _ = try await store.add([shipment], at: now)
    for _ in 0..<600 {
      if let stored = try await store.find(id), stored.lastPolledAt != nil { return stored }
      try await Task.sleep(for: .milliseconds(50))
    }
    return nil
  }

  /// Enters a parcel that has been under way for 30 hours.
  func enter(serial: Int) async throws -> String {
    let number = try #require(SandboxNumbers.number("dhl", serial: serial))
    await sandbox.add(
      SandboxParcel(
        number: number,
        journey: Journey(
          .onTime, carrier: "dhl", start: Timestamp(Date()).adding(hours: -30), seed: UInt64(serial),
          destination: City("Köln", "50769"))))
    return number
  }
}
