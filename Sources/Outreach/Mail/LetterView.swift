import Markup
import Presentation
import Tracking

/// A letter in HTML as mail programs read it: one table of 600 pixels, inline styles, one block for dark, no picture.
struct LetterView {
  let bytes: [UInt8]

  init(_ letter: Letter) {
    let palette = Palette(brand: HexColor(letter.brand.color) ?? .black)
    bytes = LetterWriter(letter: letter, light: palette.light).document(dark: palette.dark)
  }
}

private struct LetterWriter {
  let letter: Letter
  let light: Palette.Scheme

  func document(dark: Palette.Scheme) -> [UInt8] {
    var html = HTML(capacity: 10_240)
    let language = LanguageName(letter.words)
    html.raw("<!doctype html>\n")
    html.begin(.html, .lang(language.tag), .dir(language.direction))
    html.raw(
      """
      <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">\
      <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
      """)
    html.element(.title, text: letter.subject)
    html.style(LetterStyle.sheet(dark: dark, tone: dark.ink(of: letter.tone)))
    html.raw("</head>\n")
    html.begin(.body, .class("bg"), css("margin:0;padding:0", ("background", light.ground)))
    html.element(.div, .role("main")) { html in
      html.element(.div, css("display:none;max-height:0;overflow:hidden"), text: letter.preheader)
      html.element(
        .table, .role("presentation"), .class("bg"), .width("100%"), .noPadding, .noSpacing,
        css("", ("background", light.ground))
      ) { html in
        html.element(.tr) { html in
          html.element(.td, .align("center"), css("padding:24px 12px")) { frame(&$0) }
        }
      }
    }
    return html.bytes
  }

  private func frame(_ html: inout HTML) {
    html.element(
      .table, .role("presentation"), .width("600"), .noPadding, .noSpacing,
      css("width:100%;max-width:600px;text-align:start")
    ) { html in
      html.element(.tr) { html in
        html.element(
          .td, .class("ik"), text("padding:0 4px 16px;font-size:17px;font-weight:600", ("color", light.ink))
        ) { html in
          html.element(
            .span, css("display:inline-block;width:12px;height:12px;border-radius:4px", ("background", light.fill))
          ) { _ in }
          html.text("\u{A0} " + letter.brand.name)
        }
      }
      html.element(.tr) { html in
        html.element(
          .td, .class("cd p"),
          text("padding:32px;border-radius:18px", ("background", light.card), ("border:1px solid", light.line))
        ) { card(&$0) }
      }
      html.element(.tr) { html in
        html.element(
          .td, .class("mu"), text("padding:20px 4px;font-size:14px;line-height:21px", ("color", light.mute))
        ) { footer(&$0) }
      }
    }
  }

  private func card(_ html: inout HTML) {
    html.element(
      .p, .class("tn"),
      css("margin:0 0 10px;font-size:16px;line-height:24px;font-weight:600", ("color", light.ink(of: letter.tone))),
      text: letter.state)
    html.element(
      .h1, .class("ik"), css("margin:0 0 14px;font-size:30px;line-height:35px", ("color", light.ink)),
      text: letter.headline)
    if !letter.lead.isEmpty { paragraph(&html, letter.lead) }
    for parcel in letter.parcels { self.parcel(&html, parcel) }
    if let shift = letter.shift { leaves(&html, shift) }
    if let button = letter.button { self.button(&html, button) }
    if let incentive = letter.incentive { self.incentive(&html, incentive) }
    if let after = letter.after { paragraph(&html, after) }
  }

  private func parcel(_ html: inout HTML, _ parcel: Letter.Parcel) {
    // Dark, a mail has one color of news: that of its most urgent parcel.
    let isUrgent = parcel.tone == letter.tone
    html.element(
      .p, .class(isUrgent ? "tn" : "mu"),
      css(
        "margin:20px 0 2px;font-size:14px;font-weight:600",
        ("color", isUrgent ? light.ink(of: parcel.tone) : light.mute)),
      text: parcel.state)
    html.element(
      .h2, .class("ik"), css("margin:0 0 6px;font-size:21px;line-height:27px", ("color", light.ink)),
      text: parcel.headline)
    html.element(
      .p, .class("ik"), css("margin:0 0 6px;font-size:16px;line-height:24px", ("color", light.ink)), text: parcel.lead)
    if let link = parcel.link { html.element(.p, css("margin:0 0 20px;font-size:16px")) { anchor(&$0, link) } }
  }

  private func paragraph(_ html: inout HTML, _ text: String) {
    html.element(
      .p, .class("ik"), css("margin:0 0 20px;font-size:17px;line-height:26px", ("color", light.ink)), text: text)
  }

  private func leaves(_ html: inout HTML, _ shift: Shift) {
    let tone = light.ink(of: letter.tone)
    html.element(.table, .role("presentation"), .noPadding, .noSpacing, text("margin:0 0 24px")) { html in
      html.element(.tr) { html in
        html.element(
          .td, .align("center"), .class("mu"),
          css("padding:0 0 4px;font-size:14px;line-height:20px", ("color", light.mute)), text: shift.promisedLabel)
        html.element(.td) { _ in }
        html.element(
          .td, .align("center"), .class("ik"),
          css("padding:0 0 4px;font-size:14px;line-height:20px", ("color", light.ink)), text: shift.nowLabel)
      }
      html.element(.tr) { html in
        html.element(
          .td, .align("center"), .class("eg mu"),
          css(
            "width:92px;padding:8px 4px;border-radius:14px;font-size:14px;line-height:19px",
            ("border:2px dashed", light.edge), ("color", light.mute))
        ) { leaf(&$0, shift.promised, isStruck: true) }
        html.element(
          .td, .align("center"), .class("tn"),
          css("padding:0 14px;font-size:14px;font-weight:700;white-space:nowrap", ("color", tone)),
          text: shift.gap ?? "→")
        html.element(
          .td, .align("center"), .class("tb ik"),
          css(
            "width:92px;padding:8px 4px;border-radius:14px;font-size:14px;line-height:19px",
            ("border:2px solid", tone), ("color", light.ink))
        ) { leaf(&$0, shift.now, isStruck: false) }
      }
    }
  }

  private func leaf(_ html: inout HTML, _ leaf: Leaf, isStruck: Bool) {
    if let top = leaf.top {
      html.text(top)
      html.empty(.br)
    }
    html.element(isStruck ? .s : .b, css("font-size:30px;line-height:34px;font-weight:700"), text: leaf.big)
    if let bottom = leaf.bottom {
      html.empty(.br)
      html.text(bottom)
    }
    if let hours = leaf.hours {
      html.empty(.br)
      html.element(.b, text: hours)
    }
  }

  private func button(_ html: inout HTML, _ button: NamedLink) {
    html.element(.table, .role("presentation"), .noPadding, .noSpacing, css("margin:0 0 24px")) { html in
      html.element(.tr) { html in
        html.element(
          .td, .class("bt"), css("border-radius:12px", ("background", light.fill), ("border:1px solid", light.mark))
        ) { html in
          html.element(
            .a, .href(button.link),
            text(
              "display:inline-block;padding:14px 24px;font-size:17px;font-weight:600;text-decoration:none",
              ("color", light.on)), text: button.text)
        }
      }
    }
  }

  private func incentive(_ html: inout HTML, _ incentive: IncentiveCard) {
    html.element(
      .table, .role("presentation"), .width("100%"), .noPadding, .noSpacing, css("margin:0 0 20px")
    ) { html in
      html.element(.tr) { html in
        html.element(
          .td, .class("ca"), text("padding:20px;border-radius:14px", ("background", light.calmTint))
        ) { html in
          html.element(
            .p, .class("ik"),
            css("margin:0 0 6px;font-size:17px;line-height:24px;font-weight:600", ("color", light.ink)),
            text: incentive.title)
          html.element(
            .p, .class("ik"), css("margin:0 0 12px;font-size:16px;line-height:24px", ("color", light.ink)),
            text: incentive.text)
          if let worth = incentive.worth {
            html.element(
              .p, .class("ik"),
              css("margin:0 0 2px;font-size:21px;line-height:27px;font-weight:700", ("color", light.ink)), text: worth)
          }
          if let code = incentive.code {
            html.element(
              .p, .class("ac"),
              css(
                """
                margin:0 0 10px;font-family:Menlo,Consolas,monospace;font-size:24px;line-height:30px;\
                font-weight:700;letter-spacing:.04em
                """, ("color", light.accent)), text: code)
          }
          if let terms = incentive.terms {
            html.element(
              .p, .class("mu"), css("margin:0;font-size:14px;line-height:21px", ("color", light.mute)), text: terms)
          }
        }
      }
    }
  }

  private func footer(_ html: inout HTML) {
    html.text(letter.why)
    for (index, link) in letter.links.enumerated() {
      html.text(index == 0 ? " " : " · ")
      anchor(&html, link)
    }
    html.empty(.br)
    html.empty(.br)
    html.text(letter.brand.name)
    if let imprint = letter.imprint {
      html.text(" · ")
      anchor(&html, imprint)
    }
  }

  private func anchor(_ html: inout HTML, _ link: NamedLink) {
    html.element(.a, .class("ac"), .href(link.link), css("", ("color", light.accent)), text: link.text)
  }

  private func css(_ rules: StaticString, _ colors: (StaticString, HexColor)...) -> Attribute {
    .style(LetterStyle.rules(rules, colors))
  }

  /// The same with the font, which mail programs inherit badly through tables.
  private func text(_ rules: StaticString, _ colors: (StaticString, HexColor)...) -> Attribute {
    .style(LetterStyle.rules(rules, colors, withFont: true))
  }
}
