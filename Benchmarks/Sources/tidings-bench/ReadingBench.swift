import CarrierKit
import Foundation
import HTTPTypes
import Tracking

/// An answer of 7 to 9 kB with 12 events into observations, beside the floor in C, interleaved.
enum ReadingBench {
  struct Case {
    let name: String
    let api: CarrierAPI
    let answer: CarrierAnswer
    let asks: [Ask]

    /// Reads once and checks that all events came out.
    func read() -> Int {
      let observations = AnswerReader(api).read(answer, asks: asks, now: now)
      return observations.first?.checkpoints.count ?? 0
    }
  }

  static let now = Timestamp(seconds: 1_772_800_000)

  static func run() throws {
    print("reading (µs of processor time an answer, medians of 9 interleaved rounds; load \(load()))")
    for one in try cases() {
      guard let floor = FloorPlan(one.api) else { throw BenchFailure("the floor cannot compile \(one.name)") }
      guard one.read() == 12, floor.read(one.answer.body) > 0 else {
        throw BenchFailure("\(one.name): 12 events expected, \(one.read()) read")
      }
      var (ours, theirs, ratio) = (Rounds(), Rounds(), Rounds())
      for _ in 0..<9 {
        let below = time(2000) { floor.read(one.answer.body) }
        let above = time(2000) { one.read() }
        theirs.add(below)
        ours.add(above)
        ratio.add(above / below)
      }
      print(
        String(
          format: "  %@ %5d B  reader %6.1f  floor %6.1f  ratio %.2f (%@)",
          one.name.padding(toLength: 18, withPad: " ", startingAt: 0), one.answer.body.count, ours.median,
          theirs.median, ratio.median, ratio.spread))
    }
  }

  static func cases() throws -> [Case] {
    let json = [HTTPField(name: .contentType, value: "application/json")]
    let xml = [HTTPField(name: .contentType, value: "application/xml;charset=UTF-8")]
    return [
      try make("dhl unified JSON", "dhl", "unified", Answers.dhlUnified, HTTPFields(json), Answers.number),
      try make("gls group JSON", "gls", "group", Answers.gls, HTTPFields(json), Answers.glsNumber),
      try make("dhl parcel_de XML", "dhl", "parcel_de", Answers.dhlParcelDE, HTTPFields(xml), Answers.number),
    ]
  }

  private static func make(
    _ name: String, _ carrier: String, _ api: String, _ body: String, _ headers: HTTPFields, _ number: String
  ) throws -> Case {
    guard let api = try CarrierCatalog.load(folder: "Carriers/\(carrier)").api(api) else {
      throw BenchFailure("no API \(api)")
    }
    return Case(
      name: name, api: api, answer: CarrierAnswer(status: 200, headers: headers, body: Array(body.utf8)),
      asks: [Ask(number: number, language: "de")])
  }

  /// Microseconds of this process's processor time for one call.
  static func time(_ count: Int, _ body: () -> Int) -> Double {
    let began = clock()
    var sum = 0
    for _ in 0..<count { sum &+= body() }
    let used = Double(clock() - began) / Double(CLOCKS_PER_SEC) * 1e6 / Double(count)
    precondition(sum > 0, "nothing was read")
    return used
  }
}

struct BenchFailure: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}
