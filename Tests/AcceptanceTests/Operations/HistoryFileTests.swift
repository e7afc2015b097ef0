import Foresight
import Foundation
import Testing
import Tracking

@testable import tidings

@Suite("Past parcels and legs from CSV")
struct HistoryFileTests {
  private func file(_ text: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("history-\(UUID().uuidString).csv").path
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    return path
  }

  @Test("What is known is read, what is empty stays unknown, and line ends of Windows are no fault")
  func parcels() throws {
    let path = try file(
      "parcel_id,handover,promise,delivered,dest,km\r\na,2026-01-05,2026-01-09,2026-01-07,BY,12.5\r\nb,2026-01-05,,2026-01-06,,\r\n"
    )
    defer { try? FileManager.default.removeItem(atPath: path) }
    let parcels = try ParcelHistory.read(path)
    #expect(parcels.map(\.id) == ["a", "b"])
    #expect(parcels[0].facts.kilometers == 12.5 && parcels[0].facts.destination == "BY")
    #expect(parcels[1].facts.promise == nil && parcels[1].facts.destination == nil)
  }

  @Test(
    "Every mistake is told with its line",
    arguments: [
      ("parcel_id,handover,promise\na,2026-01-05,2026-01-09\n", ":1: there is no column delivered"),
      (
        "parcel_id,handover,promise,delivered\na,2026-01-05,09.01.2026,2026-01-07\n",
        ":2: promise is \u{201c}09.01.2026"
      ),
      (
        "parcel_id,handover,promise,delivered\na,2026-01-05,,2026-01-07\na,2026-01-05,,2026-01-07\n", ":3: parcel a was"
      ),
      ("parcel_id,handover,promise,delivered\na,2026-01-05,,2026-01-02\n", ":2: delivered before"),
      ("parcel_id,handover,promise,delivered\na,2026-01-05\n", ":2: 2 fields"),
      ("parcel_id,handover,promise,delivered,km\na,2026-01-05,,2026-01-07,far\n", ":2: km is \u{201c}far"),
      ("parcel_id,handover,promise,delivered\n", "has a head line and nothing else"),
    ])
  func mistakes(text: String, sentence: String) throws {
    let path = try file(text)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let failure = #expect(throws: CommandFailure.self) { try ParcelHistory.read(path) }
    #expect(failure?.message.contains(sentence) == true, "\(failure?.message ?? "")")
  }

  @Test("Legs need as many hours as steps")
  func legs() throws {
    let head = "leg_id,case,origin,dest,promise_h,steps,actual_h\n"
    let good = try file(head + "1,0,A,B,36.5,rcs|dlv,3.5|14\n")
    let bad = try file(head + "1,0,A,B,36.5,rcs|dlv,3.5\n")
    let torn = try file(head + "1,0,A,B,36.5,rcs|dlv,3.5|soon\n")
    defer { for path in [good, bad, torn] { try? FileManager.default.removeItem(atPath: path) } }
    #expect(try LegHistory.read(good).first?.hours == [3.5, 14])
    let failure = #expect(throws: CommandFailure.self) { try LegHistory.read(bad) }
    #expect(failure?.message.hasSuffix(":2: 2 steps and 1 hours in actual_h") == true)
    #expect(throws: CommandFailure.self) { try LegHistory.read(torn) }
  }
}
