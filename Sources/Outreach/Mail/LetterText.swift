import Foundation
import Localization
import Markup
import Presentation
import Tracking

/// A letter for readers without HTML: lines of at most 72 characters, links on lines of their own.
struct LetterText {
  let text: String

  init(_ letter: Letter) {
    var blocks = [letter.brand.name, letter.state.uppercased(with: letter.words.dates.locale), letter.headline]
    if !letter.lead.isEmpty { blocks.append(letter.lead) }
    for parcel in letter.parcels {
      let link = parcel.link.map { [$0.text + ":", $0.link.text] } ?? []
      blocks.append(
        ([parcel.state.uppercased(with: letter.words.dates.locale), parcel.headline, parcel.lead] + link)
          .joined(separator: "\n"))
    }
    if let shift = letter.shift {
      var lines = [
        LetterText.line(shift.promisedLabel, shift.promised), LetterText.line(shift.nowLabel, shift.now),
      ]
      if let gap = shift.gap { lines[1] += " (\(gap))" }
      blocks.append(lines.joined(separator: "\n"))
    }
    if let button = letter.button { blocks.append(button.text + ":\n" + button.link.text) }
    if let incentive = letter.incentive {
      let lines = [incentive.title, incentive.text, LetterText.ticket(incentive), incentive.terms]
      blocks.append(lines.compactMap(\.self).joined(separator: "\n"))
    }
    if let after = letter.after { blocks.append(after) }
    blocks.append("--")
    blocks.append(letter.why)
    for link in letter.links { blocks.append(link.text + ":\n" + link.link.text) }
    blocks.append(letter.brand.name + (letter.imprint.map { " · \($0.text): \($0.link.text)" } ?? ""))
    text =
      blocks.map { $0.split(separator: "\n").map(LetterText.wrapped).joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  /// "    10 €: DANKE-7K2M"; what it is worth, or the code, alone where the other is not there.
  private static func ticket(_ incentive: IncentiveCard) -> String? {
    let parts = [incentive.worth, incentive.code].compactMap(\.self)
    return parts.isEmpty ? nil : "    " + parts.joined(separator: ": ")
  }

  private static func line(_ label: String, _ leaf: Leaf) -> String {
    label + ": " + [leaf.top, leaf.big, leaf.bottom, leaf.hours].compactMap(\.self).joined(separator: " ")
  }

  /// Breaks at blanks; what has none (an address) stays whole.
  private static func wrapped(_ line: Substring) -> String {
    let indent = line.prefix { $0 == " " }
    var lines: [String] = []
    var current = ""
    for word in line.split(separator: " ") {
      if !current.isEmpty, current.count + 1 + word.count > 72 {
        lines.append(indent + current)
        current = ""
      }
      current += (current.isEmpty ? "" : " ") + word
    }
    return (lines + [indent + current]).joined(separator: "\n")
  }
}
