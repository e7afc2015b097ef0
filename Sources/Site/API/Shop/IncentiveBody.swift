import Localization
import Storage
import Tracking

/// Reads what a shop says of its incentives.
enum IncentiveBody {
  static let mostCodes = 100_000

  static func rules(_ reader: inout JSONObjectReader) -> [IncentiveRule] {
    reader.require("rules")
    let values = reader.array("rules") ?? []
    if values.count > 50 { reader.note("rules", "holds more than 50 rules") }
    var rules: [IncentiveRule] = []
    for (index, value) in values.prefix(50).enumerated() {
      switch JSONObjectReader.open(value, pointer: reader.path("rules") + "/\(index)") {
      case .failure(let problem): reader.note([problem])
      case .success(var opened):
        let rule = rule(&opened)
        if rules.contains(where: { $0.id == rule.id }) { opened.note("id", "stands there twice") }
        reader.note(opened.finish())
        rules.append(rule)
      }
    }
    return rules
  }

  private static func rule(_ reader: inout JSONObjectReader) -> IncentiveRule {
    for name in ["id", "events", "voucher", "texts"] { reader.require(name) }
    let id = reader.string("id")
    if let id, !isName(id) { reader.note("id", "is no short name", hint: "a-z, 0-9 and hyphens, 40 at most") }
    let kinds = WebhookBody.kinds(&reader)
    if let kinds, kinds.isEmpty { reader.note("events", "names none") }
    let days = reader.int("min_business_days_late")
    if let days, !(0...365).contains(days) { reader.note("min_business_days_late", "must be from 0 to 365") }
    let least = money(&reader, "min_order_value")
    let takesVoucher = reader.bool("voucher")
    return IncentiveRule(
      id: id ?? "", kinds: kinds ?? [], minBusinessDaysLate: days, minOrderValue: least,
      takesVoucher: takesVoucher ?? false, texts: texts(&reader))
  }

  private static func money(_ reader: inout JSONObjectReader, _ name: String) -> Money? {
    guard let value = reader.value(name) else { return nil }
    switch JSONObjectReader.open(value, pointer: reader.path(name)) {
    case .failure(let problem):
      reader.note([problem])
      return nil
    case .success(var opened):
      for name in ["amount", "currency"] { opened.require(name) }
      let (amount, currency) = (opened.string("amount"), opened.string("currency"))
      let money = amount.flatMap { amount in currency.flatMap { Money(amount: amount, currency: $0) } }
      if money == nil, amount != nil, currency != nil {
        opened.note("amount", "is no amount of money", hint: "as in \"129.90\" and \"EUR\"")
      }
      reader.note(opened.finish())
      return money
    }
  }

  private static func texts(_ reader: inout JSONObjectReader) -> [String: IncentiveText] {
    guard let value = reader.value("texts") else { return [:] }
    guard case .object(let members) = value, !members.isEmpty else {
      reader.note("texts", "must be an object with a text for each language")
      return [:]
    }
    var texts: [String: IncentiveText] = [:]
    for member in members {
      let place = reader.path("texts") + "/" + member.name
      guard let tag = Language.normalized(member.name) else {
        reader.note([FieldProblem(pointer: place, "is no language tag", hint: "as in de or pt-BR")])
        continue
      }
      switch JSONObjectReader.open(member.value, pointer: place) {
      case .failure(let problem): reader.note([problem])
      case .success(var opened):
        texts[tag] = text(&opened)
        reader.note(opened.finish())
      }
    }
    return texts
  }

  private static func text(_ reader: inout JSONObjectReader) -> IncentiveText {
    func read(_ name: String, most: Int, isRequired: Bool = false) -> String? {
      if isRequired { reader.require(name) }
      let text = reader.string(name)
      if let text, text.count > most || (isRequired && text.isEmpty) {
        reader.note(name, "must have \(isRequired ? 1 : 0) to \(most) characters")
      }
      return text
    }
    return IncentiveText(
      title: read("title", most: 100, isRequired: true) ?? "", text: read("text", most: 1000, isRequired: true) ?? "",
      worth: read("worth", most: 50), terms: read("terms", most: 1000))
  }

  static func codes(_ reader: inout JSONObjectReader) -> [String] {
    reader.require("codes")
    let codes = reader.strings("codes") ?? []
    if !(1...mostCodes).contains(codes.count) { reader.note("codes", "must hold 1 to \(mostCodes) codes") }
    if let index = codes.firstIndex(where: { !isCode($0) }) { reader.note(below: "codes/\(index)", noCode) }
    return codes
  }

  /// A code a line; empty lines count for nothing.
  static func codes(lines bytes: [UInt8]) throws(Problem) -> [String] {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw Problem(.unsupportedMediaType, detail: "The list must be UTF-8.")
    }
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { $0.filter { !$0.isWhitespace } }
    if let index = lines.firstIndex(where: { !$0.isEmpty && !isCode($0) }) {
      throw Problem(.invalidFields, errors: [FieldProblem(pointer: "", "line \(index + 1) \(noCode)")])
    }
    let codes = lines.filter { !$0.isEmpty }
    guard (1...mostCodes).contains(codes.count) else {
      throw Problem(.invalidFields, errors: [FieldProblem(pointer: "", "must hold 1 to \(mostCodes) codes")])
    }
    return codes
  }

  private static let noCode = "is no code: 1 to 64 printable characters without blanks"

  private static func isCode(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
  }

  private static func isName(_ text: String) -> Bool {
    (1...40).contains(text.utf8.count)
      && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
  }
}
