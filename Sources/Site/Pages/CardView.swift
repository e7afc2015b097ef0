import Markup
import Presentation

/// Writes the cards.
enum CardView {
  static func card(_ card: Card, _ html: inout HTML) {
    html.raw("\n")
    switch card {
    case .way(let way): WayView.way(way, &html)
    case .postcode(let card): FormView.postcode(card, &html)
    case .lookup(let card): FormView.lookup(card, &html)
    case .notify(let card): FormView.notify(card, &html)
    case .wishes(let card): FormView.wishes(card, &html)
    case .history(let card): HistoryView.history(card, &html)
    case .facts(let card): facts(card, &html)
    case .code(let card): code(card, &html)
    case .place(let card): place(card, &html)
    case .incentive(let card): incentive(card, &html)
    case .text(let card): text(card, &html)
    }
  }

  private static func facts(_ card: FactsCard, _ html: inout HTML) {
    html.element(.section, .class("card items")) { html in
      html.element(.h2, text: card.title)
      html.element(.ol) { html in
        for row in card.rows {
          html.element(.li) { html in
            html.element(.span, text: row.label)
            html.element(row.isForeign ? .bdi : .span, text: row.value)
          }
        }
      }
      PageView.actions(card.actions, link: card.link, &html)
    }
  }

  private static func code(_ card: CodeCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      html.element(.p, .class("code"), text: card.code)
      html.element(.p, .class("s"), text: card.note)
    }
  }

  private static func place(_ card: PlaceCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2) { $0.bdi(card.title) }
      if !card.lines.isEmpty {
        html.element(.p) { html in
          html.element(.bdi) { html in
            for (index, line) in card.lines.enumerated() {
              if index > 0 { html.empty(.br) }
              html.text(line)
            }
          }
        }
      }
      guard !card.hours.isEmpty else { return }
      html.element(.p) { html in
        html.element(.b, text: card.hoursTitle)
        for line in card.hours {
          html.empty(.br)
          html.bdi(line)
        }
      }
    }
  }

  private static func incentive(_ card: IncentiveCard, _ html: inout HTML) {
    html.element(.section, .class("card calm")) { html in
      PageView.state(.heart, card.title, &html)
      html.element(.p, text: card.text)
      if card.worth != nil || card.code != nil {
        html.element(.p, .class("tick")) { html in
          if let worth = card.worth { html.text(worth) }
          if card.worth != nil && card.code != nil { html.empty(.br) }
          if let code = card.code { html.element(.b, .class("code"), text: code) }
        }
      }
      if let terms = card.terms { html.element(.p, .class("s"), text: terms) }
    }
  }

  private static func text(_ card: TextCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      html.element(.p, text: card.text)
      PageView.actions(card.actions, link: nil, &html)
    }
  }

  static func parcel(_ card: ParcelCard, _ html: inout HTML) {
    html.raw("\n")
    let inside = { (html: inout HTML) in
      PageView.state(card.icon, card.state, &html)
      html.element(.h2, text: card.title)
      html.element(.p, .class("bar"), .role("img"), .label(card.progress)) { html in
        for segment in 0..<card.count { html.raw(segment < card.done ? "<i class=\"d\"></i>" : "<i></i>") }
      }
      html.element(.p, text: card.text)
      if let contents = card.contents { html.element(.p, .class("s"), text: contents) }
      html.element(.p) { $0.element(.a, .class("l"), .href(card.link.link), text: card.link.text) }
    }
    switch card.tone {
    case .calm: html.element(.article, .class("card"), content: inside)
    case .good: html.element(.article, .class("card good"), content: inside)
    case .attention: html.element(.article, .class("card attn"), content: inside)
    case .problem: html.element(.article, .class("card prob"), content: inside)
    }
  }
}
