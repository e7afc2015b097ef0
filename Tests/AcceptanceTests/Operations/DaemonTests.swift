import Foundation
import Sandbox
import Testing
import Tracking

@Suite("The daemon as its operator meets it", .serialized) struct DaemonTests {
  @Test("It says when it is ready, shows its figures, and logs nothing personal")
  func figures() async throws {
    try await RunningDaemon.run { daemon in
      let number = try await daemon.enter(serial: 11)
      #expect(try await daemon.follow("dhl", number: number)?.lastOutcome == "tracked")
      #expect(try await daemon.follow("dhl", number: "00340434602718000008")?.lastOutcome == "not_found")
      let ready = try await daemon.get("/readyz")
      #expect(ready.status == 200)
      #expect(ready.body == "database: ok\npoll loops: ok\n")
      let metrics = try await daemon.get("/metrics")
      #expect(metrics.status == 200)
      for line in [
        "tidings_polls_total{carrier=\"dhl\",outcome=\"tracked\"} 1", "tidings_build_info{version=\"0.1.0\"} 1",
        "tidings_polls_total{carrier=\"dhl\",outcome=\"not_found\"} 1", "tidings_database_up 1",
        "tidings_poll_due_shipments{carrier=\"dhl\"} 0", "# TYPE tidings_poll_lag_seconds histogram",
        "tidings_quota_left_requests{account=\"dhl-unified\",carrier=\"dhl\"}",
        "tidings_http_request_seconds_count{from=\"store\",route=\"other\"}",
      ] {
        #expect(metrics.body.contains(line), "\(line)")
      }
      let log = daemon.log
      #expect(log.contains("<5>ready address="))
      for personal in [number, "00340434602718000008", "50769", SandboxCredentials.dhlAPIKey, "Köln"] {
        #expect(!log.contains(personal))
        #expect(!metrics.body.contains(personal))
      }
    }
  }

  @Test("A carrier is added while it runs: SIGHUP, and the next shipment of it is asked for")
  func addsCarrier() async throws {
    try await RunningDaemon.run { daemon in
      let number = try await daemon.enter(serial: 12)
      try copyCarrier(into: daemon, as: "acme")
      try daemon.configure(account(daemon))
      #expect(try await daemon.reload().contains("STATUS=serving; reloaded "))
      let followed = try await daemon.follow("acme", number: number)
      #expect(followed?.lastOutcome == "tracked")
      #expect(followed?.checkpoints.isEmpty == false)
      // The one that was there before goes on.
      #expect(try await daemon.follow("dhl", number: number)?.lastOutcome == "tracked")
    }
  }

  @Test("A reload with mistakes keeps all that was, and says why")
  func keepsTheOld() async throws {
    try await RunningDaemon.run { daemon in
      try copyCarrier(into: daemon, as: "acme")
      try daemon.configure(account(daemon) + "\n    colour: red")
      #expect(try await daemon.reload().contains("STATUS=serving with the old configuration: "))
      #expect(daemon.log.contains("<3>the reload is refused, the old is kept why=\""))
      #expect(daemon.log.contains("colour"))
      // A broken carrier in the folder is a mistake, too.
      try daemon.configure(account(daemon))
      try daemon.write("carriers.d/acme/carrier.yaml", "format: 1\nid: acme\n")
      #expect(try await daemon.reload().contains("STATUS=serving with the old configuration: "))
      let number = try await daemon.enter(serial: 13)
      #expect(try await daemon.follow("dhl", number: number)?.lastOutcome == "tracked")
      #expect(try await daemon.get("/readyz").status == 200)
    }
  }

  /// DHL's manifest under another id: a carrier that the daemon has never heard of.
  private func copyCarrier(into daemon: RunningDaemon, as id: String) throws {
    let place = daemon.folder + "/carriers.d/" + id
    try FileManager.default.copyItem(atPath: RunningDaemon.root + "/Carriers/dhl", toPath: place)
    let text = try String(contentsOfFile: place + "/carrier.yaml", encoding: .utf8)
    try daemon.write("carriers.d/\(id)/carrier.yaml", text.replacing("\nid: dhl\n", with: "\nid: \(id)\n"))
  }

  private func account(_ daemon: RunningDaemon) -> String {
    """
      - carrier: acme
        api: unified
        base: http://127.0.0.1:\(daemon.sandboxPort)
        per_second: 50
        secrets: { api_key: { file: \(daemon.folder)/dhl-key } }
    """
  }
}
