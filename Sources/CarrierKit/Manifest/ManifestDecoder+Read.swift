import Foundation
import StrictYAML
import Tracking

extension ManifestDecoder {
  func read(_ value: YAMLValue) -> ReadRule? {
    guard let map = value.mapping() else { return nil }
    let format = map.optional("format")?.choice(DocumentFormat.self) ?? .json
    if format == .text { map.problem(at: "format", "nothing is read from a text", hint: "json or xml") }
    let inner = xpaths(map.optional("inner"))
    let shipments = xpath(map.required("shipments"))
    let number = xpaths(map.optional("number"))
    let pair = map.optional("pair")?.choice(of: ["number", "request"])
    let checkpoints = xpath(map.optional("checkpoints"))
    let event = self.event(map)
    let header = map.optional("header").flatMap { self.header($0, events: event.time) }
    if checkpoints != nil, !map.has("time") { map.problem("events need 'time'") }
    if checkpoints != nil, !map.has("code"), !map.has("fallback_code"), !map.has("text") {
      map.problem("events have neither a code nor a text")
    }
    if !map.has("checkpoints"), !map.has("header") {
      map.problem("neither 'checkpoints' nor 'header' says what happened")
    }
    if pair == "number", number.isEmpty { map.problem(at: "pair", "'pair: number' needs 'number'") }
    let postcode = xpaths(map.optional("postcode"))
    let service = xpaths(map.optional("service"))
    let outcomes = map.optional("outcomes")?.list()?.compactMap(itemOutcome) ?? []
    let textLanguage = map.optional("text_language")?.string()
    let order = map.optional("order")?.choice(ReadRule.Order.self) ?? .byTime
    let skip = xpaths(map.optional("skip"))
    let estimate = map.optional("estimate").flatMap(estimate)
    let isReturn = xpath(map.optional("return"))
    let origin = xpaths(map.optional("origin"))
    let destination = xpaths(map.optional("destination"))
    let pickup = map.optional("pickup").flatMap(pickup)
    let receivedBy = xpaths(map.optional("received_by"))
    let overrides = map.optional("overrides")?.list()?.compactMap(override) ?? []
    guard let shipments else { return nil }
    return ReadRule(
      format: format, inner: inner, shipments: shipments, number: number,
      pairsByRequest: pair == "request" || number.isEmpty, postcode: postcode, service: service, outcomes: outcomes,
      textLanguage: textLanguage, checkpoints: checkpoints, order: order, skip: skip, event: event, header: header,
      estimate: estimate, isReturn: isReturn, origin: origin, destination: destination, pickup: pickup,
      receivedBy: receivedBy, overrides: overrides)
  }

  private func itemOutcome(_ value: YAMLValue) -> ReadRule.ItemOutcome? {
    guard let map = value.mapping() else { return nil }
    let when = xpath(map.required("when"))
    let outcome = map.required("outcome")?.choice(OutcomeWord.self)
    guard let when, let outcome else { return nil }
    return ReadRule.ItemOutcome(when: when, outcome: outcome)
  }

  /// - Parameter shared: format and zone for a `time` that is only an expression.
  private func event(_ map: YAMLMapping, shared: TimeRule? = nil) -> EventRule {
    EventRule(
      time: map.optional("time").flatMap { self.time($0, shared: shared) }, code: xpaths(map.optional("code")),
      fallbackCode: xpaths(map.optional("fallback_code")), text: xpaths(map.optional("text")),
      place: map.optional("place").map(place) ?? PlaceRule())
  }

  private func header(_ value: YAMLValue, events: TimeRule?) -> HeaderRule? {
    guard let map = value.mapping() else { return nil }
    let event = self.event(map, shared: events)
    if event.code.isEmpty, event.fallbackCode.isEmpty, event.text.isEmpty {
      map.problem("the header needs a 'code' or a 'text'")
    }
    return HeaderRule(event: event, use: map.optional("use")?.choice(HeaderRule.Use.self) ?? .withoutEvents)
  }

  private func place(_ value: YAMLValue) -> PlaceRule {
    guard let map = value.mapping() else { return PlaceRule() }
    return PlaceRule(
      name: xpaths(map.optional("name")), city: xpaths(map.optional("city")),
      postcode: xpaths(map.optional("postcode")), country: xpaths(map.optional("country")))
  }

  // MARK: Time

  func time(_ value: YAMLValue, shared: TimeRule? = nil) -> TimeRule? {
    if let shared, !value.isMapping {
      return TimeRule(at: xpaths(value), formats: shared.formats, zone: shared.zone)
    }
    guard let map = value.mapping() else { return nil }
    let at = xpaths(map.optional("at"))
    let date = xpaths(map.optional("date"))
    let clock = xpaths(map.optional("time"))
    let formats = formats(map.required("format"))
    if map.has("at") == map.has("date") { map.problem("one of 'at' and 'date' says where the time stands") }
    if map.has("at"), map.has("time") { map.problem(at: "time", "'time' stands beside 'date', not beside 'at'") }
    guard map.has("zone") else {
      map.problem("no zone rule", hint: "zone: { else: Europe/Berlin }, or { else: unknown }")
      return nil
    }
    guard let zone = map.optional("zone").flatMap(zone) else { return nil }
    return TimeRule(at: at.isEmpty ? date : at, clock: clock, formats: formats, zone: zone)
  }

  func zone(_ value: YAMLValue) -> ZoneRule? {
    var rule = ZoneRule(home: nil)
    if value.isScalar { return zone(rule, else: value) }
    guard let map = value.mapping() else { return nil }
    rule.stated = xpaths(map.optional("stated"))
    rule.division = xpaths(map.optional("division"))
    rule.usesCountry = map.optional("country")?.bool() ?? false
    return map.required("else").flatMap { zone(rule, else: $0) }
  }

  private func zone(_ rule: ZoneRule, else home: YAMLValue) -> ZoneRule? {
    guard let name = home.string() else { return nil }
    if name == "unknown" { return rule }
    guard name.contains("/") || name == "UTC", let zone = TimeZone(identifier: name) else {
      let near = didYouMean(name, among: TimeZone.knownTimeZoneIdentifiers + ["unknown", "UTC"])
      home.problem(
        "'\(name)' is no IANA time zone",
        hint: near.map { "did you mean '\($0)'?" } ?? "such as Europe/Berlin, or unknown")
      return nil
    }
    var rule = rule
    rule.home = zone
    return rule
  }

  private func estimate(_ value: YAMLValue) -> EstimateRule? {
    guard let map = value.mapping() else { return nil }
    let rule = EstimateRule(
      date: xpaths(map.optional("date")), from: xpaths(map.optional("from")), to: xpaths(map.optional("to")),
      formats: map.optional("format").map(formats) ?? TimeFormat.usual, zone: map.optional("zone").flatMap(zone))
    if rule.date.isEmpty, rule.from.isEmpty, rule.to.isEmpty { map.problem("one of date, from and to is needed") }
    return rule
  }

  private func pickup(_ value: YAMLValue) -> PickupRule? {
    guard let map = value.mapping() else { return nil }
    let until = xpaths(map.optional("until"))
    let formats = formats(map.optional("format"))
    if !until.isEmpty, formats.isEmpty { map.problem(at: "until", "'until' needs a 'format'") }
    return PickupRule(
      name: xpaths(map.optional("name")), street: xpaths(map.optional("street")), city: xpaths(map.optional("city")),
      postcode: xpaths(map.optional("postcode")), until: until, formats: formats,
      hours: xpath(map.optional("hours")), code: xpaths(map.optional("code")))
  }

  // MARK: Overrides and text rules

  private func override(_ value: YAMLValue) -> Override? {
    guard let map = value.mapping() else { return nil }
    let on = map.optional("on")?.choice(of: ["shipment", "event"])
    let when = xpath(map.optional("when"))
    let was = map.optional("was").map(states) ?? []
    let after = map.optional("after").map(states) ?? []
    let meaning = meaning(map.required("state"))
    if !map.has("when"), after.isEmpty { map.problem("an override needs 'when' or 'after'") }
    return meaning.map { Override(onEvent: on == "event", when: when, was: was, after: after, meaning: $0) }
  }

  private func states(_ value: YAMLValue) -> Set<ShipmentState> {
    Set(value.oneOrMore().compactMap { $0.choice(ShipmentState.self) })
  }

  func textRule(_ value: YAMLValue) -> TextRule? {
    guard let map = value.mapping() else { return nil }
    let tests: [(String, TextRule.Test)] = [("is", .equals), ("begins", .begins), ("contains", .contains)]
    var found: [(TextRule.Test, [[UInt8]])] = []
    for (key, test) in tests {
      if let words = map.optional(key)?.strings() { found.append((test, words.map(TextRule.fold))) }
    }
    let unless = map.optional("unless")?.strings().map(TextRule.fold) ?? []
    let language = map.optional("language")?.string()
    let meaning = meaning(map.required("state"))
    if found.count != 1 { map.problem("a text rule has one of is, begins, contains") }
    guard let test = found.first, let meaning else { return nil }
    return TextRule(test: test.0, words: test.1, unless: unless, language: language, meaning: meaning)
  }
}
