import HTTPTypes
import Testing
import Tracking

@testable import Sandbox

/// What happens at the counter: credentials, tokens, batches, quotas, unknown numbers.
@Suite struct CounterTests {
  private let known = SandboxAPI.allCases.map { ($0, SandboxNumbers.number($0.carrier, serial: 21) ?? "") }

  private func number(_ api: SandboxAPI) -> String { known.first { $0.0 == api }?.1 ?? "" }

  private func stocked(_ hours: Double = 30, limits: SandboxQuota = SandboxQuota()) async -> Sandbox {
    let sandbox = sandbox(hours: hours, limits: limits)
    for (api, number) in known {
      await sandbox.add(number: number, carrier: api.carrier, journey: .onTime, start: monday)
    }
    return sandbox
  }

  @Test("wrong credentials are refused as each carrier refuses them")
  func credentials() async {
    let sandbox = await stocked()
    let dhl = await sandbox.answer(Ask.dhlUnified(number(.dhlUnified), key: "wrong"))
    #expect(dhl.status == 401 && dhl.headers[.contentType] == "application/problem+json")
    let basic = await sandbox.answer(Ask.dhlParcelDE([number(.dhlParcelDE)], secret: "wrong"))
    #expect(basic.status == 401 && basic.text.hasPrefix("<!DOCTYPE html>"))
    let inner = await sandbox.answer(Ask.dhlParcelDE([number(.dhlParcelDE)], password: "wrong"))
    #expect(inner.status == 200 && inner.text.contains("code=\"5\""))
    #expect(await sandbox.answer(Ask.hermesLogin, body: Ask.hermesForm(password: "wrong")).status == 401)
    #expect(await sandbox.answer(Ask.hermesHSI([number(.hermesHSI)], token: "wrong")).status == 401)
    let dpd = await sandbox.answer(Ask.dpdLogin, body: Ask.dpdLoginBody(password: "wrong"))
    #expect(dpd.text.contains("DELICOM_ERR_AUTHENTICATION"))
    #expect(await sandbox.answer(Ask.glsLogin, body: Ask.glsForm(secret: "wrong")).status == 401)
    #expect(await sandbox.answer(Ask.glsClassic([number(.glsClassic)], password: "wrong")).status == 401)
  }

  @Test(
    "a token ends with its time or when all are revoked",
    arguments: [(SandboxAPI.hermesHSI, Int64(3600)), (.glsGroup, 14_400), (.dpdSOAP, 86_400)])
  func tokens(_ api: SandboxAPI, _ life: Int64) {
    var mint = TokenMint()
    let token = mint.token(for: api, until: monday.adding(seconds: life))
    #expect(mint.check(token, for: api, at: monday.adding(seconds: life - 1)) == .valid)
    #expect(mint.check(token, for: api, at: monday.adding(seconds: life)) == .expired)
    #expect(mint.check(token + "x", for: api, at: monday) == .invalid)
    #expect(mint.check(nil, for: api, at: monday) == .invalid)
    mint.epoch += 1
    #expect(mint.check(token, for: api, at: monday) == .expired)
  }

  @Test("an expired token is told from a wrong one where the carrier does")
  func expiry() async {
    let sandbox = await stocked()
    let token = await Ask.token(.glsGroup, of: sandbox)
    #expect(await sandbox.answer(Ask.glsGroup([number(.glsGroup)], token: token)).status == 200)
    await sandbox.revokeTokens()
    let answer = await sandbox.answer(Ask.glsGroup([number(.glsGroup)], token: token))
    #expect(answer.status == 401 && answer.text.contains("steps.jwt.TokenExpired"))
  }

  @Test("unknown numbers are answered as each carrier answers them")
  func unknown() async {
    let sandbox = await stocked()
    #expect(await Ask.track(["00340434999999999999"], .dhlUnified, of: sandbox).status == 404)
    #expect(await Ask.track(["00340434999999999999"], .dhlParcelDE, of: sandbox).text.contains("code=\"100\""))
    #expect(await Ask.track(["09120099999999"], .hermesHSI, of: sandbox).text.contains("\"e001\""))
    #expect(await Ask.track(["09120099999999"], .hermesTNT, of: sandbox).status == 404)
    #expect(await Ask.track(["x"], .hermesTNT, of: sandbox).status == 400)
    #expect(await Ask.track(["09989999999999"], .dpdSOAP, of: sandbox).text.contains("Fault"))
    #expect(await Ask.track(["09989999999999"], .dpdLifeCycle, of: sandbox).text.contains(":null"))
    #expect(await Ask.track(["99999999999"], .glsGroup, of: sandbox).text.contains("E_404_01"))
    #expect(await Ask.track(["99999999999"], .glsClassic, of: sandbox).text == "{\"parcels\":[]}")
  }

  @Test("a number is unknown before its label exists")
  func beforeLabel() async {
    let sandbox = await stocked(-1)
    #expect(await Ask.track([number(.dhlUnified)], .dhlUnified, of: sandbox).status == 404)
  }

  @Test(
    "in a batch the known and the unknown are told apart",
    arguments: [
      (SandboxAPI.dhlParcelDE, "piece-status=\"100\""), (.hermesHSI, "\"e001\""), (.glsGroup, "E_404_01"),
    ])
  func mixedBatch(_ api: SandboxAPI, _ mark: String) async {
    let sandbox = await stocked()
    let answer = await Ask.track([number(api), "11111111111111"], api, of: sandbox)
    #expect(answer.text.contains(number(api)) && answer.text.contains(mark))
  }

  @Test("the classic GLS interface leaves the unknown out")
  func missing() async {
    let sandbox = await stocked()
    let text = await Ask.track([number(.glsClassic), "11111111111"], .glsClassic, of: sandbox).text
    #expect(text.contains(number(.glsClassic)) && !text.contains("11111111111"))
  }

  @Test(
    "batches end where the carrier says",
    arguments: [(SandboxAPI.glsGroup, 10, 400), (.hermesHSI, 100, 400), (.glsClassic, 15, 400)])
  func batchLimit(_ api: SandboxAPI, _ limit: Int, _ status: Int) async {
    let sandbox = await stocked()
    let full = (0..<limit).compactMap { SandboxNumbers.number(api.carrier, serial: $0) }
    #expect(await Ask.track(full, api, of: sandbox).status == 200)
    #expect(await Ask.track(full + [number(api)], api, of: sandbox).status == status)
  }

  @Test("over the limit everyone answers 429, with and without saying when", arguments: SandboxAPI.allCases)
  func quota(_ api: SandboxAPI) async {
    // The clock stands at 21:00 UTC: three hours until the count begins anew.
    let hints: [(RetryHint, String?)] = [
      (.never, nil), (.seconds, "10800"), (.date, "Wed, 04 Mar 2026 00:00:00 GMT"),
    ]
    for (saysWhen, expected) in hints {
      let sandbox = await stocked(limits: SandboxQuota(perDay: 2, saysWhen: saysWhen))
      #expect(await Ask.track([number(api)], api, of: sandbox).status == 200)
      #expect(await Ask.track([number(api)], api, of: sandbox).status == 200)
      let over = await Ask.track([number(api)], api, of: sandbox)
      #expect(over.status == 429)
      #expect(over.headers[.retryAfter] == expected)
    }
  }

  @Test("seconds and days are counted apart and begin anew")
  func meter() {
    var meter = QuotaMeter(SandboxQuota(perSecond: 1, perDay: 2))
    #expect(meter.take(at: monday) == .go)
    #expect(meter.take(at: monday.adding(milliseconds: 999)) == .over(1))
    #expect(meter.take(at: monday.adding(seconds: 1)) == .go)
    #expect(meter.take(at: monday.adding(seconds: 2)) == .over(9 * 3600 - 2))
    #expect(meter.take(at: monday.adding(hours: 9)) == .go)
  }

  @Test("requests are counted and logged without query or credentials")
  func log() async {
    let sandbox = await stocked()
    _ = await Ask.track([number(.dhlParcelDE)], .dhlParcelDE, of: sandbox)
    _ = await sandbox.answer(Ask.get("https://example.com/x"))
    #expect(await sandbox.count(.dhlParcelDE) == 1)
    #expect(await sandbox.count(.dhlUnified) == 0)
    let log = await sandbox.log
    #expect(log.map(\.target) == ["api-eu.dhl.com/parcel/de/tracking/v0/shipments", "example.com/x"])
    #expect(log.map(\.api) == [.dhlParcelDE, nil] && log.map(\.status) == [200, 404])
  }

  @Test("faults spoil an answer the way they say")
  func faults() async {
    let sandbox = await stocked()
    let good = await Ask.track([number(.dhlUnified)], .dhlUnified, of: sandbox)
    func told(_ fault: SandboxFault) async -> SandboxAnswer {
      await sandbox.set(fault: fault, for: .dhlUnified)
      return await Ask.track([number(.dhlUnified)], .dhlUnified, of: sandbox)
    }
    #expect(await told(.serverError).status == 500)
    let page = await told(.htmlPage)
    #expect(page.status == 200 && page.text.hasPrefix("<!DOCTYPE html>"))
    #expect(await told(.truncated).body.count == good.body.count / 2)
    #expect(await told(.tenMegabytes).body.count == (10 << 20) + good.body.count)
    #expect(String(validating: await told(.wrongCharset).body, as: UTF8.self) == nil)
    await sandbox.set(fault: nil, for: .dhlUnified)
    #expect(await Ask.track([number(.dhlUnified)], .dhlUnified, of: sandbox) == good)
  }
}
