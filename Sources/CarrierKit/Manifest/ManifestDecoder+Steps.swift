import StrictYAML

extension ManifestDecoder {
  /// A request before the one that is read.
  func step(_ value: YAMLValue, secrets: Set<String>) -> StepRule? {
    guard let map = value.mapping() else { return nil }
    let request = map.required("request").flatMap { self.request($0, secrets: secrets) }
    let format = map.optional("format")?.choice(DocumentFormat.self) ?? .json
    let answers = map.optional("answers")?.list()?.compactMap(answer) ?? []
    let accepts = map.optional("accept")?.oneOrMore().compactMap(status) ?? []
    let carry = map.required("carry").map(self.carry) ?? []
    for rule in answers where rule.outcome == .tracked {
      map.problem(
        at: "answers", "a step tracks nothing: \(rule.outcome)", hint: "what no rule names and is good goes on")
    }
    return request.map {
      StepRule(request: $0, format: format, answers: answers, accepts: accepts, carry: carry)
    }
  }

  private func carry(_ value: YAMLValue) -> [(name: String, value: [XPath])] {
    value.mapping()?.all().map { (name: $0.key, value: xpaths($0.value)) } ?? []
  }

  /// Whatever is carried has to come from somewhere before.
  func checkCarried(
    _ request: RequestTemplate, _ steps: [StepRule], _ batch: Batch, _ login: LoginRule?, _ map: YAMLMapping
  ) {
    if !steps.isEmpty, batch.max > 1 { map.problem(at: "steps", "steps are for one number a request") }
    var known: Set<Template.Placeholder> = []
    for step in login?.steps ?? [] {
      check(step.request, known, "login", map)
      known.formUnion(step.carry.map { .login($0.name) })
    }
    if let login {
      check(login.request, known, "login", map)
      known.formUnion(login.carry.map { .login($0.name) })
    }
    for step in steps {
      check(step.request, known, "steps", map)
      known.formUnion(step.carry.map { .step($0.name) })
    }
    check(request, known, "request", map)
  }

  private func check(
    _ request: RequestTemplate, _ known: Set<Template.Placeholder>, _ key: String, _ map: YAMLMapping
  ) {
    for placeholder in request.placeholders.sorted(by: { $0.description < $1.description })
    where placeholder.isCarried && !known.contains(placeholder) {
      let names = known.map(\.description).sorted().joined(separator: ", ")
      map.problem(
        at: key, "nothing before carries \(placeholder)",
        hint: names.isEmpty ? "name it under 'carry' of a step" : "carried until here: \(names)")
    }
  }

  // MARK: Login

  func login(_ value: YAMLValue, secrets: Set<String>) -> LoginRule? {
    guard let map = value.mapping() else { return nil }
    let steps = map.optional("steps")?.list()?.compactMap { step($0, secrets: secrets) } ?? []
    let request = map.required("request").flatMap { self.request($0, secrets: secrets) }
    let format = map.optional("format")?.choice(DocumentFormat.self) ?? .json
    let answers = map.optional("answers")?.list()?.compactMap(answer) ?? []
    let token = xpaths(map.required("token"))
    let accepts = map.optional("accept")?.oneOrMore().compactMap(status) ?? []
    let carry = map.optional("carry").map(self.carry) ?? []
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
    return request.map {
      LoginRule(
        steps: steps, request: $0, format: format, answers: answers, token: token, accepts: accepts, carry: carry,
        expires: expiry)
    }
  }
}
