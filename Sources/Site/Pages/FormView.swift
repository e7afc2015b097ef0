import Markup
import Presentation

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
          html.empty(.input, .type("email"), .name("mail"), .autocomplete("email"), .required)
        }
        html.element(.button, .class("q"), text: card.button)
      }
      if let others = card.otherWays { html.element(.a, .class("l"), .href(card.action), text: others) }
    }
  }
}
