import Foundation

/// The texts of one language, with its dates and numbers. Immutable; made by `Catalogs`.
public struct Catalog: Sendable {
  /// BCP 47, as the file is named: `de`.
  public let language: String
  /// `rtl` or `ltr`: the `dir` of a page.
  public let direction: String
  public let dates: DateForms
  public let numbers: NumberForms
  let messages: [String: Message]
  private let plurals: PluralRules

  /// A piece of a text, so that a view can mark up the values (`bdi`, `time`) and escape each part.
  public enum Part: Hashable, Sendable {
    case text(String)
    case value(name: String, String)
  }

  init(language: String, messages: [String: Message], plurals: PluralRules) {
    self.language = language
    self.messages = messages
    self.plurals = plurals
    dates = DateForms(language: language)
    numbers = NumberForms(locale: dates.locale)
    direction = dates.locale.language.characterDirection == .rightToLeft ? "rtl" : "ltr"
  }

  /// Its keys; nested ones with points (`headline.late`).
  public var keys: Set<String> { Set(messages.keys) }

  /// The text under `key` with its placeholders filled in.
  ///
  /// A key that is not there gives the key itself, visible to whoever tests; a placeholder without a value
  /// gives nothing. The catalogs are checked at start, so neither happens in a released program.
  public func text(_ key: String, _ values: [String: String] = [:]) -> String {
    guard let template = messages[key].flatMap({ self.template(of: $0, category: .other) }) else { return key }
    return template.filled(values)
  }

  /// The same, with the plural form for `count`; `{count}` is filled with the number in the language's writing.
  public func text(_ key: String, count: Int, _ values: [String: String] = [:]) -> String {
    let category = plurals.category(of: count)
    guard let template = messages[key].flatMap({ self.template(of: $0, category: category) }) else { return key }
    return template.filled(values.merging(["count": numbers.integer(count)]) { own, _ in own })
  }

  /// The text in pieces, in order.
  public func parts(_ key: String, _ values: [String: String] = [:]) -> [Part] {
    let template = messages[key].flatMap { self.template(of: $0, category: .other) }
    return fill(key, template, values)
  }

  /// The same, with the plural form for `count`.
  public func parts(_ key: String, count: Int, _ values: [String: String] = [:]) -> [Part] {
    let category = plurals.category(of: count)
    let template = messages[key].flatMap { self.template(of: $0, category: category) }
    return fill(key, template, values.merging(["count": numbers.integer(count)]) { own, _ in own })
  }

  /// Whether there is a text under `key`.
  public func has(_ key: String) -> Bool { messages[key] != nil }

  private func template(of message: Message, category: PluralCategory) -> Template? {
    switch message {
    case .plain(let template): template
    case .plural(let forms): forms[category] ?? forms[.other]
    }
  }

  private func fill(_ key: String, _ template: Template?, _ values: [String: String]) -> [Part] {
    guard let template else { return [.text(key)] }
    return template.pieces.map { piece in
      switch piece {
      case .text(let text): .text(text)
      case .placeholder(let name): .value(name: name, values[name] ?? "")
      }
    }
  }
}
