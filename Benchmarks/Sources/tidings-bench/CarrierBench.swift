import CarrierKit
import Foundation
import HTTPTypes
import Tracking

/// Reading beside the floor in C for every API that has a fixture with events: the one with the most of them.
enum CarrierBench {
  private struct Row {
    var name: String
    var bytes: Int
    var events: Int
    var ours: Double
    var theirs: Double
    var ratio: Double
  }

  static func run() throws {
    print("carriers (µs of processor time an answer, medians of 5 interleaved rounds; load \(load()))")
    var rows: [Row] = []
    for carrier in CarrierCatalog.load(directories: ["Carriers"]).catalog.sorted {
      for api in carrier.apis {
        guard let one = fullest(api), let floor = FloorPlan(api), floor.read(one.answer.body) > 0 else { continue }
        rows.append(measure("\(carrier.id) \(api.id)", api, one, floor))
      }
    }
    for row in rows.sorted(by: { $0.ratio > $1.ratio }) {
      print(
        String(
          format: "  %@ %5d B %3d events  reader %6.1f  floor %6.1f  ratio %.2f",
          row.name.padding(toLength: 30, withPad: " ", startingAt: 0), row.bytes, row.events, row.ours, row.theirs,
          row.ratio))
    }
    let over = rows.count { $0.ratio > 2 }
    let sorted = rows.map(\.ratio).sorted()
    let median = sorted.isEmpty ? .nan : sorted[sorted.count / 2]
    print(String(format: "  %d APIs, median ratio %.2f, %d over 2.0", rows.count, median, over))
  }

  private static func measure(
    _ name: String, _ api: CarrierAPI, _ one: (answer: CarrierAnswer, events: Int), _ floor: FloorPlan
  ) -> Row {
    let reader = AnswerReader(api)
    var (ours, theirs, ratio) = (Rounds(), Rounds(), Rounds())
    for _ in 0..<5 {
      let below = ReadingBench.time(300) { floor.read(one.answer.body) }
      let above = ReadingBench.time(300) { reader.read(one.answer, asks: [], now: ReadingBench.now).count }
      theirs.add(below)
      ours.add(above)
      ratio.add(above / below)
    }
    return Row(
      name: name, bytes: one.answer.body.count, events: one.events, ours: ours.median, theirs: theirs.median,
      ratio: ratio.median)
  }

  /// The fixture of this API with the most events.
  private static func fullest(_ api: CarrierAPI) -> (answer: CarrierAnswer, events: Int)? {
    let folder = "Fixtures/\(api.carrier)"
    var best: (answer: CarrierAnswer, events: Int)?
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
      guard let answer = answer("\(folder)/\(name)/response.http"), answer.status == 200 else { continue }
      let read = AnswerReader(api).read(answer, asks: [], now: ReadingBench.now)
      guard let events = read.first?.checkpoints.count, events > best?.events ?? 0 else { continue }
      best = (answer, events)
    }
    return best
  }

  private static func answer(_ path: String) -> CarrierAnswer? {
    guard let data = FileManager.default.contents(atPath: path),
      let end = data.firstRange(of: Data("\n\n".utf8)) ?? data.firstRange(of: Data("\r\n\r\n".utf8)),
      let head = String(data: data[..<end.lowerBound], encoding: .utf8),
      let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0.prefix(3)) })
    else { return nil }
    var fields = HTTPFields()
    for line in head.split(whereSeparator: \.isNewline).dropFirst() {
      let pair = line.split(separator: ":", maxSplits: 1)
      if pair.count == 2, let name = HTTPField.Name(String(pair[0])) {
        fields[name] = String(pair[1].drop { $0 == " " })
      }
    }
    return CarrierAnswer(status: status, headers: fields, body: Array(data[end.upperBound...]))
  }
}
