import Markup
import Presentation

/// The pictures of time under the headline.
enum ShiftView {
  /// What was promised, struck through, and what holds now.
  static func shift(_ shift: Shift, _ html: inout HTML) {
    html.element(.dl, .class("shift")) { html in
      html.element(.div) { html in
        html.element(.dt, text: shift.promisedLabel)
        html.element(.dd) { html in
          html.element(.s, .class("leaf")) { lines(shift.promised, &$0) }
        }
      }
      if let gap = shift.gap {
        html.element(.div, .class("gap")) { html in
          html.element(.dt, .class("vh"), text: shift.gapLabel)
          html.element(.dd, text: gap)
        }
      }
      html.element(.div, .class("now")) { html in
        html.element(.dt, text: shift.nowLabel)
        html.element(.dd, .class("leaf")) { lines(shift.now, &$0) }
      }
    }
  }

  private static func lines(_ leaf: Leaf, _ html: inout HTML) {
    if let top = leaf.top { html.element(.span, text: top) }
    html.element(.b, text: leaf.big)
    if let bottom = leaf.bottom { html.element(.span, text: bottom) }
    if let hours = leaf.hours { html.element(.span, .class("b"), text: hours) }
  }

  /// Hidden from readers of the screen: the headline says it.
  static func strip(_ day: DayStrip, _ html: inout HTML) {
    html.element(.div, .class("bar day"), .ariaHidden) { html in
      let halves = (DayStrip.lastHour - DayStrip.firstHour) * 2
      for half in 0..<halves {
        html.raw(day.filled.contains(half) ? "<i class=\"d\"></i>" : "<i></i>")
      }
    }
    html.element(.p, .class("hrs s"), .ariaHidden) { html in
      for hour in stride(from: DayStrip.firstHour, through: DayStrip.lastHour, by: 4) {
        html.element(.span, text: String(hour))
      }
    }
  }
}
