import Markup
import Testing
import Tracking

@testable import Presentation

@Suite("Palette") struct PaletteTests {
  @Test("every role of 34 brands equals the reference", arguments: goldenPalettes)
  func golden(brand: String, light: String, dark: String) throws {
    let palette = Palette(brand: try #require(HexColor(brand)))
    #expect(roles(palette.light) == light)
    #expect(roles(palette.dark) == dark)
  }

  @Test("no pair of 2,000 random brands is below its guarantee")
  func guarantee() {
    var generator = SplitMix(seed: 20_261_122)
    for _ in 0..<2000 {
      let bits = generator.next()
      let brand = HexColor(
        red: UInt8(truncatingIfNeeded: bits), green: UInt8(truncatingIfNeeded: bits >> 8),
        blue: UInt8(truncatingIfNeeded: bits >> 16))
      let palette = Palette(brand: brand)
      for scheme in [palette.light, palette.dark] {
        let failing = pairs(scheme).filter { $0.color.contrast(with: $0.surface) < $0.least }
        #expect(failing.isEmpty, "\(brand): \(failing)")
      }
    }
  }

  @Test("the tokens of both sample brands are those of the finished pages")
  func tokens() throws {
    let cool = Palette(brand: try #require(HexColor("#123c8c")))
    #expect(text(cool.tokens) == coolTokens)
    #expect(text(cool.tokens(for: .attention)) == coolAttention)
    #expect(text(Palette(brand: try #require(HexColor("#ff5a36"))).tokens) == warmTokens)
    #expect(cool.tokens(for: .calm).isEmpty)
  }

  @Test(
    "the tokens take 395 bytes, and three more where the text on the brand is no plain white or black, a tone never more than 125"
  )
  func size() throws {
    for (brand, _, _) in goldenPalettes {
      let palette = Palette(brand: try #require(HexColor(brand)))
      #expect(palette.tokens.bytes.count <= 398)
      for tone in Tone.allCases { #expect(palette.tokens(for: tone).bytes.count <= 125) }
    }
  }

  @Test(
    "only #rrggbb is a color", arguments: ["", "#fff", "123c8c", "#123c8", "#123c8g", "#123c8c;", "red", "#１２３c8c"])
  func malformed(text: String) {
    #expect(HexColor(text) == nil)
  }

  private func text(_ sheet: StyleSheet) -> String { String(decoding: sheet.bytes, as: UTF8.self) }

  private func roles(_ s: Palette.Scheme) -> String {
    [
      s.ground, s.card, s.line, s.calmTint, s.ink, s.mute, s.edge, s.fill, s.on, s.mark, s.accent, s.calm, s.good,
      s.goodTint, s.attention, s.attentionTint, s.problem, s.problemTint,
    ].map(\.description).joined(separator: " ")
  }

  private func pairs(_ s: Palette.Scheme) -> [(color: HexColor, surface: HexColor, least: Double)] {
    var pairs: [(color: HexColor, surface: HexColor, least: Double)] = []
    for surface in s.surfaces {
      pairs += [(s.ink, surface, 7), (s.mute, surface, 4.5), (s.accent, surface, 4.5)]
      pairs += [(s.edge, surface, 3), (s.mark, surface, 3)]
    }
    for (ink, tint) in [(s.good, s.goodTint), (s.attention, s.attentionTint), (s.problem, s.problemTint)] {
      pairs += [s.ground, s.card, tint].map { (ink, $0, 4.5) }
    }
    return pairs + [(s.calm, s.calmTint, 4.5), (s.on, s.fill, 4.5)]
  }
}

private let coolTokens = """
  :root{color-scheme:light dark;--bg:#f6f7fb;--card:#fff;--line:#dce0e6;--calm-t:#dce9ff;--ink:#161d29\
  ;--mute:#5b626f;--edge:#7d8490;--fill:#123c8c;--on:#fff;--mark:#123c8c;--accent:#123c8c;--calm:#123c\
  8c}@media(prefers-color-scheme:dark){:root{--bg:#0d0f15;--card:#171b22;--line:#333842;--calm-t:#1929\
  48;--ink:#ebeff4;--mute:#979fad;--edge:#6f7682;--mark:#4573c8;--accent:#6c9df6;--calm:#6c9df6}}
  """

private let warmTokens = """
  :root{color-scheme:light dark;--bg:#f9f7f4;--card:#fff;--line:#e4dfd8;--calm-t:#f4ede2;--ink:#241b0f\
  ;--mute:#695f53;--edge:#8b8277;--fill:#ff5a36;--on:#1e1406;--mark:#ed4924;--accent:#c42c00;--calm:#2\
  41b0f}@media(prefers-color-scheme:dark){:root{--bg:#110f0d;--card:#1d1b17;--line:#3b3733;--calm-t:#2\
  f2921;--ink:#f2eee9;--mute:#a79d90;--edge:#7d7469;--mark:#ff5a36;--accent:#f17458;--calm:#f2eee9}}
  """

private let coolAttention = """
  .attn{--tone:#925b0c;--tint:#fee5ca;--dot:var(--tone)}@media(prefers-color-scheme:dark){.attn{--tone\
  :#cb914e;--tint:#3a250b}}
  """
