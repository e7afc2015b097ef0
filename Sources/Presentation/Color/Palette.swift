/// All colors of a shop's pages and mails, derived from its one brand color, for light and dark.
///
/// The brand is never bent where it is a surface (buttons, mark), only where it is ink: text and lines get the
/// nearest relative that keeps its contrast. So no brand color need be refused.
public struct Palette: Hashable, Sendable {
  public let light: Scheme
  public let dark: Scheme

  /// One color for each role, in one scheme.
  public struct Scheme: Hashable, Sendable {
    /// The ground of the page and of cards, hairlines, the tint behind calm news.
    public var ground, card, line, calmTint: HexColor
    /// Text, secondary text, borders of controls.
    public var ink, mute, edge: HexColor
    /// The brand itself and the text on it.
    public var fill, on: HexColor
    /// Done dots and lines; links and focus; the state line of calm news.
    public var mark, accent, calm: HexColor
    public var good, goodTint: HexColor
    public var attention, attentionTint: HexColor
    public var problem, problemTint: HexColor

    /// Text must be readable on every one of these.
    var surfaces: [HexColor] { [ground, card, calmTint, goodTint, attentionTint, problemTint] }
  }

  public init(brand: HexColor) {
    let source = Source(brand)
    light = source.light()
    dark = source.dark()
  }
}

/// The brand in OKLCH with what the rule reads from it.
private struct Source {
  let brand: HexColor
  let color: OKLCH
  /// How much of its hue the neutrals take: 0 for a gray brand, 1 for a vivid one.
  let strength: Double
  /// A hue that warns: its own tint would look like a permanent alarm.
  let isWarm: Bool
  /// The hue of neutrals: a warm brand stands on cream paper, not on pink.
  let neutralHue: Double
  let on: HexColor

  init(_ brand: HexColor) {
    self.brand = brand
    color = OKLCH(brand)
    strength = min(1, color.chroma / 0.12)
    isWarm = (color.hue < 115 || color.hue > 340) && color.chroma > 0.06
    neutralHue = isWarm ? 75 : color.hue
    let nearBlack = OKLCH(0.2, 0.03 * strength, neutralHue).hex
    on =
      if HexColor.white.contrast(with: brand) >= 4.5 { .white } else if nearBlack.contrast(with: brand) >= 4.5 {
        nearBlack
      } else { .black }
  }

  func light() -> Palette.Scheme {
    var scheme = Palette.Scheme.empty(fill: brand, on: on)
    scheme.ground = neutral(0.977, 0.005)
    scheme.card = .white
    scheme.line = neutral(0.905, 0.01)
    scheme.calmTint = isWarm ? neutral(0.948, 0.016, scaled: false) : OKLCH(0.93, 0.036 * strength, color.hue).hex
    for tone in Tone.derived { scheme[keyPath: tone.tint] = OKLCH(0.935, 0.045, tone.hue).hex }
    scheme.ink = neutral(0.23, 0.025)
    finish(&scheme, step: -0.004, mute: 0.5, edge: 0.64, tone: 0.62)
    scheme.accent = walk(
      OKLCH(min(color.lightness, 0.62), color.chroma, color.hue), step: -0.004, contrast: 4.6, on: scheme.surfaces)
    scheme.calm = isWarm ? scheme.ink : scheme.accent
    return scheme
  }

  func dark() -> Palette.Scheme {
    var scheme = Palette.Scheme.empty(fill: brand, on: on)
    let half = isWarm ? 0.5 : 1  // dark neutrals of a warm brand would turn brown
    scheme.ground = neutral(0.17, 0.012 * half)
    scheme.card = neutral(0.222, 0.014 * half)
    scheme.line = neutral(0.34, 0.018 * half)
    scheme.calmTint = neutral(0.285, isWarm ? 0.016 : 0.06)
    for tone in Tone.derived { scheme[keyPath: tone.tint] = OKLCH(0.285, 0.05, tone.hue).hex }
    scheme.ink = neutral(0.95, 0.008)
    finish(&scheme, step: 0.004, mute: 0.7, edge: 0.5, tone: 0.7)
    scheme.accent = walk(
      OKLCH(max(color.lightness, 0.7), min(color.chroma, 0.16), color.hue), step: 0.004, contrast: 4.6,
      on: scheme.surfaces)
    scheme.calm = isWarm ? scheme.ink : scheme.accent
    return scheme
  }

  /// The colors that are moved until they can be read: they need all surfaces to be known.
  private func finish(_ scheme: inout Palette.Scheme, step: Double, mute: Double, edge: Double, tone: Double) {
    let surfaces = scheme.surfaces
    scheme.mute = walk(
      OKLCH(mute, 0.022 * strength, neutralHue), step: step, contrast: 5, on: surfaces)
    scheme.edge = walk(
      OKLCH(edge, 0.02 * strength, neutralHue), step: step, contrast: 3.05, on: surfaces)
    scheme.mark = walk(color, step: step, contrast: 3.05, on: surfaces)
    for kind in Tone.derived {
      scheme[keyPath: kind.ink] = walk(
        OKLCH(tone, kind.chroma, kind.hue), step: step, contrast: 4.6, on: surfaces)
    }
  }

  private func neutral(_ lightness: Double, _ chroma: Double, scaled: Bool = true) -> HexColor {
    OKLCH(lightness, scaled ? chroma * strength : chroma, neutralHue).hex
  }

  /// Moves the lightness in small steps until the contrast holds on all of `surfaces`.
  private func walk(_ start: OKLCH, step: Double, contrast: Double, on surfaces: [HexColor]) -> HexColor {
    var color = start
    while true {
      let hex = color.hex
      if surfaces.allSatisfy({ hex.contrast(with: $0) >= contrast }) { return hex }
      color.lightness = min(1, max(0, color.lightness + step))
      if color.lightness == 0 || color.lightness == 1 {
        return OKLCH(color.lightness, 0, color.hue).hex
      }
    }
  }
}

extension Palette.Scheme {
  fileprivate static func empty(fill: HexColor, on: HexColor) -> Palette.Scheme {
    let none = HexColor.black
    return Palette.Scheme(
      ground: none, card: none, line: none, calmTint: none, ink: none, mute: none, edge: none, fill: fill, on: on,
      mark: none, accent: none, calm: none, good: none, goodTint: none, attention: none, attentionTint: none,
      problem: none, problemTint: none)
  }
}

extension Tone {
  /// The tones whose colors do not come from the brand.
  fileprivate static let derived: [Derivation] = [
    Derivation(hue: 155, chroma: 0.11, ink: \.good, tint: \.goodTint),
    Derivation(hue: 68, chroma: 0.11, ink: \.attention, tint: \.attentionTint),
    Derivation(hue: 22, chroma: 0.17, ink: \.problem, tint: \.problemTint),
  ]

  fileprivate struct Derivation: Sendable {
    let hue, chroma: Double
    let ink, tint: any WritableKeyPath<Palette.Scheme, HexColor> & Sendable
  }
}
