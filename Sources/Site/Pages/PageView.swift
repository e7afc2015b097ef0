import Markup
import Presentation
import Tracking

/// Writes a page's model as a complete document: one response, no script, no font, no image, no style attribute.
public enum PageView {
  public static func render(_ page: Page, theme: Theme) -> RenderedPage {
    let components = page.components(theme.palette)
    var html = HTML(capacity: 16_384)
    head(page, theme, components, &html)
    body(page.tone, &html)
    header(page.frame, &html)
    let main = { (html: inout HTML) in
      hero(page.hero, &html)
      if let beside = page.beside { CardView.card(beside, &html) }
      parcels(page.parcels, &html)
      if page.beside != nil || !page.parcels.isEmpty {
        column(page.left, &html)
        column(page.right, &html)
      }
    }
    if page.isSingle { html.element(.main, .class("one"), content: main) } else { html.element(.main, content: main) }
    footer(page.frame, &html)
    return RenderedPage(
      bytes: html.bytes, styleHashes: [theme.baseHash] + (components.isEmpty ? [] : [components.policyHash]),
      title: page.title, language: page.frame.language.tag, validUntil: page.validUntil, reloadAfter: page.reloadAfter)
  }

  private static func head(_ page: Page, _ theme: Theme, _ components: StyleSheet, _ html: inout HTML) {
    let language = page.frame.language
    html.raw("<!doctype html>")
    if language.direction == .rightToLeft {
      html.begin(.html, .lang(language.tag), .dir(.rightToLeft))
    } else {
      html.begin(.html, .lang(language.tag))
    }
    html.raw("<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
    html.raw("<meta name=\"robots\" content=\"noindex\">")
    html.element(.title, text: page.title + " · " + page.frame.shop)
    html.raw("\n")
    html.style(theme.base)
    html.raw("\n")
    if !components.isEmpty {
      html.style(components)
      html.raw("\n")
    }
  }

  private static func body(_ tone: Tone, _ html: inout HTML) {
    if let name = tone.className { html.begin(.body, .class(name)) } else { html.begin(.body) }
  }

  private static func header(_ frame: Frame, _ html: inout HTML) {
    html.raw("\n")
    html.element(.header) { html in
      let inside = { (html: inout HTML) in
        if let mark = frame.mark {
          html.element(.svg, .ariaHidden, .viewBox("0 0 24 24")) { $0.empty(.path, .path(mark)) }
        }
        html.text(frame.shop)
      }
      if let home = frame.home {
        html.element(.a, .class("shop"), .href(home), content: inside)
      } else {
        html.element(.span, .class("shop"), content: inside)
      }
      if !frame.otherLanguages.isEmpty {
        html.element(.a, .href(Link("#lang")), text: frame.language.name)
      }
    }
    html.raw("\n")
  }

  private static func hero(_ hero: Hero, _ html: inout HTML) {
    html.raw("\n")
    html.element(.section, .class("hero")) { html in
      state(hero.icon, hero.state, &html)
      html.element(.h1, text: hero.headline)
      html.element(.p, .class("lead"), text: hero.lead)
      if let shift = hero.shift { ShiftView.shift(shift, &html) }
      if let day = hero.day { ShiftView.strip(day, &html) }
      actions(hero.actions, link: nil, &html)
      if let question = hero.question { FormView.question(question, &html) }
    }
  }

  static func state(_ icon: Icon, _ text: String, _ html: inout HTML) {
    html.element(.p, .class("state")) { html in
      html.raw(icon.svg)
      html.text(text)
    }
  }

  /// Buttons, and at last a plain link.
  static func actions(_ actions: [Action], link: NamedLink?, _ html: inout HTML) {
    guard !actions.isEmpty || link != nil else { return }
    html.element(.p, .class("acts")) { html in
      for action in actions {
        html.element(.a, .class(action.isFilled ? "btn" : "btn q"), .href(action.link), text: action.text)
      }
      if let link { html.element(.a, .class("l"), .href(link.link), text: link.text) }
    }
  }

  private static func column(_ cards: [Card], _ html: inout HTML) {
    guard !cards.isEmpty else { return }
    html.raw("\n")
    html.element(.div, .class("c")) { html in
      for card in cards { CardView.card(card, &html) }
    }
  }

  private static func parcels(_ parcels: [ParcelCard], _ html: inout HTML) {
    guard !parcels.isEmpty else { return }
    html.raw("\n")
    html.element(.div, .class("c all")) { html in
      for parcel in parcels { CardView.parcel(parcel, &html) }
    }
  }

  private static func footer(_ frame: Frame, _ html: inout HTML) {
    html.raw("\n")
    html.element(.footer) { html in
      html.element(.span, text: frame.shop)
      for link in [frame.imprint, frame.privacy].compactMap { $0 } {
        html.element(.a, .href(link.link), text: link.text)
      }
      guard !frame.otherLanguages.isEmpty else { return }
      html.element(.span, .id("lang")) { html in
        html.text(frame.languageLabel + " ")
        html.element(.b, .lang(frame.language.tag), text: frame.language.name)
      }
      for other in frame.otherLanguages {
        html.element(
          .a, .href(other.link), .hreflang(other.language.tag), .lang(other.language.tag), text: other.language.name)
      }
    }
    html.raw("\n")
  }
}
