import Markup

extension Palette {
  /// The brand's tokens for light and dark, as the first rules of a shop's pages (about 395 bytes).
  public var tokens: StyleSheet {
    var sheet = StyleSheet()
    sheet.add(":root{color-scheme:light dark;")
    light.add(to: &sheet, withSurface: true)
    sheet.add("}@media(prefers-color-scheme:dark){:root{")
    dark.add(to: &sheet, withSurface: false)
    sheet.add("}}")
    return sheet
  }

  /// The rule of one tone, sent only with pages that use it (125 bytes); empty for calm.
  public func tokens(for tone: Tone) -> StyleSheet {
    var sheet = StyleSheet()
    let name: StaticString
    let ink, tint: KeyPath<Scheme, HexColor>
    switch tone {
    case .calm: return sheet
    case .good: (name, ink, tint) = (".good{", \.good, \.goodTint)
    case .attention: (name, ink, tint) = (".attn{", \.attention, \.attentionTint)
    case .problem: (name, ink, tint) = (".prob{", \.problem, \.problemTint)
    }
    sheet.add(name)
    sheet.add("--tone", light[keyPath: ink])
    sheet.add(";")
    sheet.add("--tint", light[keyPath: tint])
    sheet.add(";--dot:var(--tone)}@media(prefers-color-scheme:dark){")
    sheet.add(name)
    sheet.add("--tone", dark[keyPath: ink])
    sheet.add(";")
    sheet.add("--tint", dark[keyPath: tint])
    sheet.add("}}")
    return sheet
  }
}

extension Palette.Scheme {
  /// `withSurface`: the brand as a surface is the same in both schemes and stands in the first only.
  fileprivate func add(to sheet: inout StyleSheet, withSurface: Bool) {
    sheet.add("--bg", ground)
    sheet.add(";")
    sheet.add("--card", card)
    sheet.add(";")
    sheet.add("--line", line)
    sheet.add(";")
    sheet.add("--calm-t", calmTint)
    sheet.add(";")
    sheet.add("--ink", ink)
    sheet.add(";")
    sheet.add("--mute", mute)
    sheet.add(";")
    sheet.add("--edge", edge)
    sheet.add(";")
    if withSurface {
      sheet.add("--fill", fill)
      sheet.add(";")
      sheet.add("--on", on)
      sheet.add(";")
    }
    sheet.add("--mark", mark)
    sheet.add(";")
    sheet.add("--accent", accent)
    sheet.add(";")
    sheet.add("--calm", calm)
  }
}

extension StyleSheet {
  fileprivate mutating func add(_ name: StaticString, _ color: HexColor) {
    add(name, red: color.red, green: color.green, blue: color.blue)
  }
}
