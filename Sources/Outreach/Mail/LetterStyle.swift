import Markup
import Presentation

/// Inline styles and the block that turns a mail dark.
enum LetterStyle {
  /// Declarations with colors behind them: `("border:1px solid", line)` becomes `border:1px solid #dce0e6`.
  static func rules(
    _ rules: StaticString, _ colors: [(StaticString, HexColor)], withFont: Bool = false
  ) -> StyleSheet {
    var sheet = StyleSheet()
    if withFont { sheet.add("font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;") }
    sheet.add(rules)
    for (name, color) in colors {
      if !sheet.isEmpty { sheet.add(";") }
      sheet.add(name)
      // A declaration that has begun wants a blank before its color, a bare property a colon.
      sheet.add(name.description.contains(":") ? " " : ":")
      sheet.add(hash: color)
    }
    return sheet
  }

  static func sheet(dark: Palette.Scheme, tone: HexColor) -> StyleSheet {
    var sheet = StyleSheet()
    sheet.add(":root{color-scheme:light dark;supported-color-schemes:light dark}")
    sheet.add("@media(prefers-color-scheme:dark){")
    let rules: [(StaticString, [(StaticString, HexColor)])] = [
      ("body,.bg", [("background", dark.ground)]),
      (".cd", [("background", dark.card), ("border-color", dark.line)]),
      (".ik", [("color", dark.ink)]), (".mu", [("color", dark.mute)]), (".ac", [("color", dark.accent)]),
      (".ca", [("background", dark.calmTint)]), (".eg", [("border-color", dark.edge)]), (".tn", [("color", tone)]),
      (".tb", [("border-color", tone)]), (".bt", [("border-color", dark.mark)]),
    ]
    for (selector, colors) in rules {
      sheet.add(selector)
      sheet.add("{")
      for (index, (name, color)) in colors.enumerated() {
        if index > 0 { sheet.add(";") }
        sheet.add(name)
        sheet.add(":")
        sheet.add(hash: color)
        sheet.add("!important")
      }
      sheet.add("}")
    }
    sheet.add("}@media(max-width:480px){.p{padding-left:20px!important;padding-right:20px!important}}")
    return sheet
  }
}

extension StyleSheet {
  fileprivate mutating func add(hash color: HexColor) {
    add(red: color.red, green: color.green, blue: color.blue)
  }
}

extension Palette.Scheme {
  /// The color of the line above the headline.
  func ink(of tone: Tone) -> HexColor {
    switch tone {
    case .calm: calm
    case .good: good
    case .attention: attention
    case .problem: problem
    }
  }
}
