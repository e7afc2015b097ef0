import Markup

extension Palette {
  /// The brand's tokens for light and dark, as the first rules of a shop's pages (about 395 bytes).
  public var tokens: StyleSheet {
    var sheet = StyleSheet()
    sheet.add(":root{color-scheme:light dark;")
    sheet.add(light.tokens(withSurface: true))
    sheet.add("}@media(prefers-color-scheme:dark){:root{")
    sheet.add(dark.tokens(withSurface: false))
    sheet.add("}}")
    return sheet
  }

  /// The rule of one tone, sent only with pages that use it (125 bytes); empty for calm.
  public func tokens(for tone: Tone) -> StyleSheet {
    switch tone {
    case .calm: StyleSheet()
    case .good: rule(".good{", \.good, \.goodTint)
    case .attention: rule(".attn{", \.attention, \.attentionTint)
    case .problem: rule(".prob{", \.problem, \.problemTint)
    }
  }

  private func rule(
    _ name: StaticString, _ ink: KeyPath<Scheme, HexColor>, _ tint: KeyPath<Scheme, HexColor>
  ) -> StyleSheet {
    func pair(_ scheme: Scheme) -> [(StaticString, HexColor)] {
      [("--tone", scheme[keyPath: ink]), ("--tint", scheme[keyPath: tint])]
    }
    var sheet = StyleSheet()
    sheet.add(name)
    sheet.add(pair(light))
    sheet.add(";--dot:var(--tone)}@media(prefers-color-scheme:dark){")
    sheet.add(name)
    sheet.add(pair(dark))
    sheet.add("}}")
    return sheet
  }
}

extension Palette.Scheme {
  /// The brand as a surface is the same in both schemes and stands in the first only.
  fileprivate func tokens(withSurface: Bool) -> [(StaticString, HexColor)] {
    var tokens: [(StaticString, HexColor)] = [
      ("--bg", ground), ("--card", card), ("--line", line), ("--calm-t", calmTint), ("--ink", ink), ("--mute", mute),
      ("--edge", edge),
    ]
    if withSurface { tokens += [("--fill", fill), ("--on", on)] }
    tokens += [("--mark", mark), ("--accent", accent), ("--calm", calm)]
    return tokens
  }
}

extension StyleSheet {
  fileprivate mutating func add(_ tokens: [(name: StaticString, color: HexColor)]) {
    for (index, token) in tokens.enumerated() {
      if index > 0 { add(";") }
      add(token.name, red: token.color.red, green: token.color.green, blue: token.color.blue)
    }
  }
}
