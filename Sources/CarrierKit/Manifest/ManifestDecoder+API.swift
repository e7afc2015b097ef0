import StrictYAML
import Tracking

extension ManifestDecoder {
  func api(_ id: String, _ value: YAMLValue, carrier: CarrierID, secrets: Set<String>) -> CarrierAPI? {
    guard let map = value.mapping() else { return nil }
    let title = map.optional("title")?.string()
    let isUnofficial = map.optional("unofficial")?.bool() ?? false
    let batch = map.optional("batch").map { self.batch($0, secrets: secrets) } ?? .single
    let request = map.required("request").flatMap { self.request($0, secrets: secrets) }
    let login = map.optional("login").flatMap { self.login($0, secrets: secrets) }
    let languages = map.optional("languages").map(self.languages) ?? LanguageMap(words: [:], otherwise: nil)
    let budget = map.optional("budget").flatMap(self.budget) ?? Budget()
    let answers = map.required("answers")?.list()?.compactMap(answer) ?? []
    let read = map.required("read").flatMap(self.read)
    let codes = codeTable(map)
    let texts = map.optional("texts")?.list()?.compactMap(textRule) ?? []
    guard let request, let read else { return nil }
    checkPlaceholders(request, batch, login, languages, listsAll: !read.number.isEmpty, map)
    checkPairing(read, batch, map)
    if answers.allSatisfy({ $0.outcome != .tracked }) {
      map.problem(at: "answers", "no answer has the outcome 'tracked'")
    }
    return CarrierAPI(
      id: id, carrier: carrier, title: title, isUnofficial: isUnofficial, request: request, batch: batch, login: login,
      languages: languages, budget: budget, answers: answers, read: read, codes: codes, texts: texts)
  }

  private func checkPlaceholders(
    _ request: RequestTemplate, _ batch: Batch, _ login: LoginRule?, _ languages: LanguageMap,
    listsAll: Bool, _ map: YAMLMapping
  ) {
    let used = request.placeholders.union(batch.each?.placeholders ?? [])
    if used.contains(.token), login == nil {
      map.problem(at: "request", "{token} needs a 'login'")
    } else if login != nil, !used.contains(.token) {
      map.problem(at: "login", "nothing uses {token}")
    }
    if used.contains(.language), languages.otherwise == nil {
      map.problem(at: "languages", "{language} needs 'languages' with an 'else'")
    }
    // An account's list of all parcels needs no number, if each carries its own.
    if !used.contains(.number), !used.contains(.numbers), !listsAll {
      map.problem(at: "request", "nothing uses {number} or {numbers}")
    }
    if batch.max > 1, !request.placeholders.contains(.numbers) {
      map.problem(at: "request", "a batch needs {numbers}")
    }
    if batch.max > 1, request.placeholders.contains(.number) {
      map.problem(at: "request", "{number} has no value in a batch", hint: "use {numbers}, or {number} in 'each'")
    }
    if let login {
      for placeholder in [Template.Placeholder.number, .numbers, .token, .postcode]
      where login.request.placeholders.contains(placeholder) {
        map.problem(at: "login", "\(placeholder) has no value in a login")
      }
    }
  }

  private func checkPairing(_ read: ReadRule, _ batch: Batch, _ map: YAMLMapping) {
    if read.pairsByRequest || read.number.isEmpty, batch.max > 1 {
      map.problem(at: "read", "a batch needs the number in the answer", hint: "add 'number', without 'pair: request'")
    }
  }

  func batch(_ value: YAMLValue, secrets: Set<String>) -> Batch {
    guard let map = value.mapping() else { return .single }
    let max = map.required("max")?.int(in: 1...1000) ?? 1
    let join = map.optional("join")?.string(allowEmpty: true)
    let each = map.optional("each").flatMap { template($0, secrets: secrets) }
    if max > 1, join == nil { map.problem("a batch needs 'join'", hint: "what stands between numbers, or 'repeat'") }
    return Batch(max: max, join: join == "repeat" ? .repeat : .text(join ?? ","), each: each)
  }

  private func languages(_ value: YAMLValue) -> LanguageMap {
    guard let map = value.mapping() else { return LanguageMap(words: [:], otherwise: nil) }
    var languages = LanguageMap(words: [:], otherwise: nil)
    for entry in map.all() {
      guard let word = entry.value.string() else { continue }
      if entry.key == "else" {
        languages.otherwise = word
      } else if entry.key.utf8.count == 2 || entry.key.utf8.count == 3, entry.key == entry.key.lowercased() {
        languages.words[entry.key] = word
      } else {
        map.problem(at: entry.key, "'\(entry.key)' is no language", hint: "two lower-case letters, or 'else'")
      }
    }
    return languages
  }

  private func budget(_ value: YAMLValue) -> Budget? {
    guard let map = value.mapping() else { return nil }
    return Budget(
      perDay: map.optional("per_day")?.int(in: 1...1_000_000_000),
      perMinute: map.optional("per_minute")?.int(in: 1...1_000_000),
      perSecond: map.optional("per_second")?.int(in: 1...100_000),
      resets: map.optional("resets").flatMap(resets),
      minInterval: map.optional("min_interval")?.int(in: 1...604_800))
  }

  /// `00:00 UTC`, in seconds after midnight UTC.
  private func resets(_ value: YAMLValue) -> Int? {
    guard let text = value.string() else { return nil }
    let words = text.split(separator: " ")
    guard words.count == 2, words[1] == "UTC", case .success(let format) = TimeFormat.named("HH:mm"),
      let reading = format.read(String(words[0]))
    else {
      value.problem("'\(text)' is no time of day in UTC", hint: "write it as '00:00 UTC'")
      return nil
    }
    return reading.civil.secondOfDay
  }

  // MARK: Answers

  func answer(_ value: YAMLValue) -> AnswerRule? {
    guard let map = value.mapping() else { return nil }
    let statuses = map.optional("status")?.oneOrMore().compactMap(status) ?? []
    let when = xpath(map.optional("when"))
    let outcome = map.required("outcome")?.choice(OutcomeWord.self)
    let until = map.optional("until").flatMap(until)
    let why = map.optional("why")?.string()
    if let outcome {
      if until != nil, outcome != .rateLimited { map.problem(at: "until", "'until' belongs to rate_limited") }
      if why != nil, outcome != .unavailable, outcome != .unreadable {
        map.problem(at: "why", "'why' belongs to unavailable and unreadable")
      }
    }
    return outcome.map { AnswerRule(statuses: statuses, when: when, outcome: $0, until: until, why: why) }
  }

  private func status(_ value: YAMLValue) -> ClosedRange<Int>? {
    guard let text = value.string() else { return nil }
    if text.utf8.count == 3, text.hasSuffix("xx"), let digit = text.first?.wholeNumberValue, (1...5).contains(digit) {
      return digit * 100...digit * 100 + 99
    }
    guard let number = Int(text), (100...599).contains(number) else {
      value.problem("'\(text)' is no HTTP status", hint: "a number such as 404, or a class such as 5xx")
      return nil
    }
    return number...number
  }

  private func until(_ value: YAMLValue) -> AnswerRule.Until? {
    if value.text == "resets" { return .resets }
    return value.int(in: 1...604_800).map(AnswerRule.Until.seconds)
  }

  // MARK: Login

  private func login(_ value: YAMLValue, secrets: Set<String>) -> LoginRule? {
    guard let map = value.mapping() else { return nil }
    let request = map.required("request").flatMap { self.request($0, secrets: secrets) }
    let format = map.optional("format")?.choice(DocumentFormat.self) ?? .json
    let answers = map.optional("answers")?.list()?.compactMap(answer) ?? []
    let token = xpaths(map.required("token"))
    var expiry = LoginRule.Expiry(seconds: [], at: nil, fixed: nil)
    if let expires = map.required("expires")?.mapping() {
      expiry.seconds = xpaths(expires.optional("seconds"))
      let at = xpaths(expires.optional("at"))
      let formats = self.formats(expires.optional("format"))
      let zone = expires.optional("zone").flatMap(self.zone)
      expiry.fixed = expires.optional("fixed")?.int(in: 1...31_536_000)
      if !at.isEmpty {
        if formats.isEmpty { expires.problem(at: "at", "'at' needs a 'format'") }
        if zone == nil { expires.problem(at: "at", "'at' needs a 'zone'") }
        expiry.at = zone.map { TimeRule(at: at, formats: formats, zone: $0) }
      }
      if expiry.seconds.isEmpty, at.isEmpty, expiry.fixed == nil {
        expires.problem("when does the token expire?", hint: "one of seconds, at, fixed")
      }
    }
    for rule in answers where rule.outcome == .tracked {
      map.problem(at: "answers", "a login tracks nothing: \(rule.outcome)")
    }
    return request.map { LoginRule(request: $0, format: format, answers: answers, token: token, expires: expiry) }
  }
}
