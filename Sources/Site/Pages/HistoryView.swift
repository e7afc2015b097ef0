import Markup
import Presentation

/// Writes what happened: three entries in sight, the rest one tap away.
enum HistoryView {
  static func history(_ card: HistoryCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      list(card.recent, &html)
      if !card.earlier.isEmpty {
        let earlier = { (html: inout HTML) in
          html.element(.summary, text: card.earlierTitle)
          words(card.words, &html)
          list(card.earlier, &html)
        }
        if card.isOpen {
          html.element(.details, .open, content: earlier)
        } else {
          html.element(.details, content: earlier)
        }
      } else {
        words(card.words, &html)
      }
    }
  }

  private static func words(_ link: NamedLink?, _ html: inout HTML) {
    if let link { html.element(.a, .class("l"), .href(link.link), text: link.text) }
  }

  private static func list(_ entries: [HistoryCard.Entry], _ html: inout HTML) {
    html.element(.ol, .class("log")) { html in
      for entry in entries {
        html.element(.li) { self.entry(entry, &$0) }
      }
    }
  }

  private static func entry(_ entry: HistoryCard.Entry, _ html: inout HTML) {
    if let language = entry.language {
      html.element(.b, .lang(language), text: entry.text)
    } else {
      html.element(.b, text: entry.text)
    }
    if let quote = entry.quote {
      if let language = quote.language {
        html.element(.q, .lang(language), text: quote.text)
      } else {
        html.element(.q, text: quote.text)
      }
      html.empty(.br)
    }
    if let time = entry.time {
      if let machine = entry.datetime { html.time(time, datetime: machine) } else { html.text(time) }
    }
    if let place = entry.place {
      if entry.time != nil { html.raw(" · ") }
      foreign(place, &html)
    }
  }

  /// A name of the world: isolated only where its direction may differ from the page's.
  static func foreign(_ text: String, _ html: inout HTML) {
    if text.unicodeScalars.allSatisfy({ $0.value < 0x590 }) { html.text(text) } else { html.bdi(text) }
  }
}
