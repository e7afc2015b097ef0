import StrictYAML
import Tracking

extension ManifestDecoder {
  func api(_ id: String, _ value: YAMLValue, carrier: CarrierID, secrets: Set<String>) -> CarrierAPI? {
    guard let map = value.mapping() else { return nil }
    let title = map.optional("title")?.string()
    let isUnofficial = map.optional("unofficial")?.bool() ?? false
    let batch = map.optional("batch").map { self.batch($0, secrets: secrets) } ?? .single
    let isPush = map.optional("push")?.bool() ?? false
    let request = (isPush ? map.optional("request") : map.required("request"))
      .flatMap { self.request($0, secrets: secrets) }
    let steps = map.optional("steps")?.list()?.compactMap { step($0, secrets: secrets) } ?? []
    let login = map.optional("login").flatMap { self.login($0, secrets: secrets) }
    let languages = map.optional("languages").map(self.languages) ?? LanguageMap(words: [:], otherwise: nil)
    let budget = map.optional("budget").flatMap(self.budget) ?? Budget()
    let answers = map.required("answers")?.list()?.compactMap(answer) ?? []
    let read = map.required("read").flatMap(self.read)
    let codes = codeTable(map)
    let texts = map.optional("texts")?.list()?.compactMap(textRule) ?? []
    guard let read, request != nil || isPush else { return nil }
    if let request, !isPush {
      checkPlaceholders(request, steps, batch, login, languages, listsAll: !read.number.isEmpty, map)
      checkCarried(request, steps, batch, login, map)
    } else if isPush {
      for key in ["request", "steps", "login", "batch", "budget"] where map.has(key) {
        map.problem(at: key, "the carrier calls us: there is nothing to ask", hint: "leave '\(key)' or 'push' out")
      }
      if read.number.isEmpty { map.problem(at: "read", "what the carrier sends has to say its number") }
    }
    checkPairing(read, batch, map)
    if answers.allSatisfy({ $0.outcome != .tracked }) {
      map.problem(at: "answers", "no answer has the outcome 'tracked'")
    }
    return CarrierAPI(
      id: id, carrier: carrier, title: title, isUnofficial: isUnofficial, request: request, steps: steps, batch: batch,
      login: login, languages: languages, budget: budget, answers: answers, read: read, codes: codes, texts: texts)
  }

  private func checkPlaceholders(
    _ request: RequestTemplate, _ steps: [StepRule], _ batch: Batch, _ login: LoginRule?, _ languages: LanguageMap,
    listsAll: Bool, _ map: YAMLMapping
  ) {
    let used = steps.reduce(request.placeholders.union(batch.each?.placeholders ?? [])) {
      $0.union($1.request.placeholders)
    }
    if used.contains(.token), login == nil {
      map.problem(at: "request", "{token} needs a 'login'")
    } else if login != nil, !used.contains(where: \.comesFromLogin) {
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
      let used = login.steps.reduce(login.request.placeholders) { $0.union($1.request.placeholders) }
      for placeholder in [Template.Placeholder.number, .numbers, .token, .postcode] where used.contains(placeholder) {
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
    let wantsEmptyBody = map.optional("empty")?.bool() ?? false
    if wantsEmptyBody, when != nil { map.problem(at: "when", "an empty body holds nothing to look at") }
    let outcome = map.required("outcome")?.choice(OutcomeWord.self)
    let until = map.optional("until").flatMap(until)
    let why = map.optional("why")?.string()
    if let outcome {
      if until != nil, outcome != .rateLimited { map.problem(at: "until", "'until' belongs to rate_limited") }
      if why != nil, outcome != .unavailable, outcome != .unreadable {
        map.problem(at: "why", "'why' belongs to unavailable and unreadable")
      }
    }
    return outcome.map {
      AnswerRule(statuses: statuses, when: when, wantsEmptyBody: wantsEmptyBody, outcome: $0, until: until, why: why)
    }
  }

  func status(_ value: YAMLValue) -> ClosedRange<Int>? {
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
}
