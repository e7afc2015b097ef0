import Markup
import Presentation
import Tracking

/// Writes the cards with a field. One field, one button; all work without script.
enum FormView {
  static func postcode(_ card: PostcodeCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      html.element(.p, text: card.why)
      if let problem = card.problem { html.element(.p, .id("wrong"), .class("b"), .role("alert"), text: problem) }
      guard !card.isLocked else { return }
      html.element(.form, .post, .action(card.action), .class("row")) { html in
        html.element(.label, .class("f")) { html in
          html.text(card.label)
          if card.problem == nil {
            html.empty(
              .input, .name("postcode"), .autocomplete("postal-code"), .maxLength(16), .required)
          } else {
            html.empty(
              .input, .name("postcode"), .autocomplete("postal-code"), .maxLength(16), .required, .ariaInvalid,
              .described(by: "wrong"), .autofocus)
          }
        }
        html.element(.button, text: card.button)
      }
    }
  }

  static func lookup(_ card: LookupCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      html.element(.form, .post, .action("/p"), .class("row")) { html in
        html.element(.label, .class("f")) { html in
          html.text(card.label)
          html.empty(.input, .name("number"), .autocomplete("off"), .noSpellcheck, .maxLength(60), .required)
        }
        html.element(.button, .class("q"), text: card.button)
      }
      html.element(.p, .class("s"), text: card.note)
    }
  }

  static func notify(_ card: NotifyCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      html.element(.h2, text: card.title)
      html.element(.form, .post, .action(card.action), .class("row")) { html in
        html.element(.label, .class("f w")) { html in
          html.text(card.label)
          html.empty(.input, .type("email"), .name("mail"), .autocomplete("email"), .maxLength(254), .required)
        }
        html.element(.button, .class("q"), text: card.button)
      }
      if let others = card.otherWays { html.element(.a, .class("l"), .href(card.action), text: others) }
    }
  }

  /// Posts to the page's own address, which carries the token.
  static func wishes(_ card: WishesCard, _ html: inout HTML) {
    html.element(.section, .class("card")) { html in
      if let problem = card.problem { html.element(.p, .id("wrong"), .class("b"), .role("alert"), text: problem) }
      html.element(.form, .post) { html in
        if let field = card.field { mail(field, isWrong: card.problem != nil, &html) }
        html.element(.fieldset) { html in
          html.element(.legend, text: card.legend)
          for choice in card.choices { self.choice(choice, &html) }
        }
        html.element(.button, text: card.button)
        if let note = card.notes.first { html.element(.p, .class("s"), text: note) }
      }
      for note in card.notes.dropFirst() { html.element(.p, .class("s"), text: note) }
      for link in card.links { html.element(.a, .class("l"), .href(link.link), text: link.text) }
    }
  }

  private static func mail(_ label: String, isWrong: Bool, _ html: inout HTML) {
    html.element(.label, .class("f")) { html in
      html.text(label)
      if isWrong {
        html.empty(
          .input, .type("email"), .name("mail"), .autocomplete("email"), .maxLength(254), .required, .ariaInvalid,
          .described(by: "wrong"), .autofocus)
      } else {
        html.empty(.input, .type("email"), .name("mail"), .autocomplete("email"), .maxLength(254), .required)
      }
    }
  }

  private static func choice(_ choice: WishesCard.Choice, _ html: inout HTML) {
    html.element(.label) { html in
      if choice.isChosen {
        html.empty(.input, .type("radio"), .name("wishes"), .value(choice.value.rawValue), .checked)
      } else {
        html.empty(.input, .type("radio"), .name("wishes"), .value(choice.value.rawValue))
      }
      html.text(choice.text)
    }
  }

  /// A filled button for yes, an outlined one for no; nothing happens without one of them.
  static func question(_ question: Question, _ html: inout HTML) {
    html.element(.form, .post, .class("acts")) { html in
      html.element(.button, text: question.yes)
      if let no = question.no { html.element(.button, .class("q"), .name("no"), .value("1"), text: no) }
    }
    if let note = question.note { html.element(.p, .class("s"), text: note) }
  }
}
