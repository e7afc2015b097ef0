import Markup
import Presentation

/// Writes the timetable.
enum WayView {
  static func way(_ way: Way, _ html: inout HTML) {
    html.element(.section, .class("card way")) { html in
      html.element(.h2, text: way.title)
      html.element(.ol) { html in
        for step in way.steps { self.step(step, &html) }
      }
      guard way.footnote != nil || way.stop != nil else { return }
      html.element(.p, .class("s")) { html in
        if let footnote = way.footnote { html.text(footnote) }
        if let stop = way.stop {
          html.text(" ")
          html.element(.a, .href(stop.link), text: stop.text)
        }
      }
    }
  }

  private static func step(_ step: Way.Step, _ html: inout HTML) {
    let inside = { (html: inout HTML) in
      html.text(step.label)
      if step.time != nil || step.struck != nil {
        html.element(.span) { html in
          if let struck = step.struck {
            html.element(.s, text: struck)
            html.text(" ")
          }
          if let time = step.time { html.text(time) }
        }
      }
      if let note = step.note { html.element(.small, text: note) }
    }
    switch (step.mark, step.isTurn) {
    case (.done, false): html.element(.li, .class("d"), content: inside)
    case (.done, true): html.element(.li, .class("d x"), content: inside)
    case (.now, false): html.element(.li, .currentStep, content: inside)
    case (.now, true): html.element(.li, .class("x"), .currentStep, content: inside)
    case (.ahead, _): html.element(.li, content: inside)
    }
  }
}
