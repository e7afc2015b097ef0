import Foundation
import FoundationXML
import Testing
import Tracking

@testable import Sandbox

@Suite struct WireTests {
  static let moments: [Double] = [1, 28, 36.5, 39, 41, 47, 70, 95, 250, 300]

  @Test(
    "an answer is well-formed and has the newest scan that the API can say", arguments: SandboxAPI.allCases,
    JourneyKind.allCases)
  func newestEvent(_ api: SandboxAPI, _ kind: JourneyKind) async throws {
    let number = try #require(SandboxNumbers.number(api.carrier, serial: 11))
    for hours in Self.moments {
      let sandbox = sandbox(hours: hours)
      let parcel = await sandbox.add(number: number, carrier: api.carrier, journey: kind, start: monday)
      let answer = await Ask.track([number], api, of: sandbox)
      #expect(answer.status == 200)
      #expect(isWellFormed(answer))
      let spoken = parcel.journey.spoken(by: api, at: sandbox.now())
      guard let last = spoken.last else { continue }
      // DPD's announcement is a milestone without a scan, so without a time.
      let isBare = api.carrier == "dpd" && last.event.fact == .announced
      #expect(answer.text.contains(isBare ? "ACCEPTED" : time(of: last.event.at, api)))
      if let future = parcel.journey.events.first(where: { $0.at > sandbox.now() }) {
        #expect(!answer.text.contains(time(of: future.at, api)))
      }
    }
  }

  @Test("events stand in the carrier's own order", arguments: SandboxAPI.allCases)
  func order(_ api: SandboxAPI) async throws {
    let number = try #require(SandboxNumbers.number(api.carrier, serial: 12))
    let sandbox = sandbox(hours: 50)
    let parcel = await sandbox.add(number: number, carrier: api.carrier, journey: .onTime, start: monday)
    let answer = await Ask.track([number], api, of: sandbox)
    let events = parcel.journey.spoken(by: api, at: sandbox.now()).filter { $0.word.code != nil }
    let list = try #require(answer.text.split(separator: listMark(api), maxSplits: 1).last)
    let places = try events.map { try #require(list.range(of: time(of: $0.event.at, api))).lowerBound }
    let newestFirst: Set<SandboxAPI> = [.dhlUnified, .hermesTNT, .glsGroup, .glsClassic]
    let inOrder: [String.Index] = places.sorted()
    #expect(places == (newestFirst.contains(api) ? inOrder.reversed() : inOrder))
  }

  @Test("DHL writes bare local times, GLS Group offsets without a colon, DPD 12-hour dates, Hermes UTC or offsets")
  func times() {
    let moment = Timestamp(seconds: 1_783_346_706)  // 2026-07-06T14:05:06Z, summer time
    #expect(time(of: moment, .dhlUnified) == "2026-07-06T16:05:06")
    #expect(time(of: moment, .dhlParcelDE) == "06.07.2026 16:05")
    #expect(time(of: moment, .hermesHSI) == "2026-07-06T16:05:06+02:00")
    #expect(time(of: moment, .hermesTNT) == "2026-07-06T14:05:06Z")
    #expect(time(of: moment, .dpdSOAP) == "7/6/2026 4:05:06 PM")
    #expect(time(of: moment, .glsGroup) == "2026-07-06T16:05:06+0200")
    let midnight = Timestamp(seconds: 1_783_289_106)
    #expect(time(of: midnight, .dpdSOAP) == "7/6/2026 12:05:06 AM")
  }

  @Test("texts follow the language that was asked for")
  func language() async throws {
    let number = try #require(SandboxNumbers.number("dpd", serial: 13))
    let sandbox = sandbox(hours: 41)
    await sandbox.add(number: number, carrier: "dpd", journey: .onTime, start: monday)
    let german = await sandbox.answer(Ask.dpdLifeCycle(number, locale: "de_DE")).text
    let english = await sandbox.answer(Ask.dpdLifeCycle(number)).text
    #expect(german.contains("Zustellfahrzeug") && english.contains("delivery vehicle"))
  }

  @Test("the way back is a flag at DHL")
  func returnFlag() async throws {
    let number = try #require(SandboxNumbers.number("dhl", serial: 14))
    let sandbox = sandbox(hours: 91)
    await sandbox.add(number: number, carrier: "dhl", journey: .refused, start: monday)
    let json = await sandbox.answer(Ask.dhlUnified(number)).text
    let xml = await sandbox.answer(Ask.dhlParcelDE([number])).text
    #expect(json.contains("\"returnFlag\":true"))
    #expect(xml.contains("ruecksendung=\"true\""))
  }

  @Test("names are told only to those who know the postcode")
  func recipient() async throws {
    let number = try #require(SandboxNumbers.number("dhl", serial: 15))
    let sandbox = sandbox(hours: 50)
    let parcel = await sandbox.add(number: number, carrier: "dhl", journey: .neighbor, start: monday)
    let url = "https://api-eu.dhl.com/track/shipments?trackingNumber=\(number)&recipientPostalCode="
    let headers = [Ask.apiKey.unsafelyPresent: SandboxCredentials.dhlAPIKey]
    let known = await sandbox.answer(Ask.get(url + Ask.encoded(parcel.postalCode), headers)).text
    let unknown = await sandbox.answer(Ask.get(url + "99999", headers)).text
    #expect(known.contains(parcel.journey.receiver) && !unknown.contains(parcel.journey.receiver))
  }

  @Test("text is escaped in JSON and XML")
  func escaping() {
    #expect(JSONText.string("a\"b\\c\n\u{1}é").text == "\"a\\\"b\\\\c\\n\\u0001é\"")
    #expect(XMLText.escaped("<a & \"b\">") == "&lt;a &amp; &quot;b&quot;&gt;")
    #expect(XMLText.attribute("piece-code", in: "<data x-piece-code='1' piece-code='2&amp;3'/>") == "2&3")
    #expect(XMLText.text(of: "delisId", in: "<a:delisId xmlns:a=\"u\"> x </a:delisId>") == "x")
  }

  private func listMark(_ api: SandboxAPI) -> String {
    switch api {
    case .dhlUnified, .glsGroup, .glsClassic: "\"events\""
    case .dhlParcelDE: "piece-event-list"
    case .hermesHSI: "\"status\""
    case .hermesTNT: "parcelProgress"
    case .dpdSOAP: "</shipmentInfo>"
    case .dpdLifeCycle: "scanInfo"
    }
  }

  private func time(of moment: Timestamp, _ api: SandboxAPI) -> String {
    let clock = LocalClock(moment)
    return switch api {
    case .dhlUnified, .dpdLifeCycle, .glsClassic: clock.bare
    case .dhlParcelDE: clock.germanMinute
    case .hermesHSI: clock.withOffset()
    case .hermesTNT: LocalClock.utc(moment)
    case .dpdSOAP: clock.american
    case .glsGroup: clock.withOffset(colon: false)
    }
  }

  private func isWellFormed(_ answer: SandboxAnswer) -> Bool {
    let data = Data(answer.body)
    guard answer.text.hasPrefix("<") else { return (try? JSONSerialization.jsonObject(with: data)) != nil }
    return XMLParser(data: data).parse()
  }
}
