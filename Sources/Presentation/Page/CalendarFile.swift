import Localization
import Tracking

extension Story {
  /// One event with a stable identity, so that a later file moves the entry instead of adding one (RFC 5545).
  func calendarFile(host: String) -> String? {
    guard let window = calendarDay else { return nil }
    let isPickup = state == .readyForPickup
    let title = words(isPickup ? "calendar.pickup" : "calendar.delivery", names)
    let lines =
      [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tidings//Tidings//EN", "METHOD:PUBLISH", "BEGIN:VEVENT",
        "UID:\(shipment.id.rawValue)@\(host)", "SEQUENCE:\(shipment.version)",
        "DTSTAMP:\(Story.utc(CivilTime(setting.now, offset: 0)))",
      ] + times(window) + ["SUMMARY:\(Story.escaped(title))", "TRANSP:TRANSPARENT", "END:VEVENT", "END:VCALENDAR"]
    return lines.map(Story.folded).joined(separator: "\r\n") + "\r\n"
  }

  /// With hours as moments in UTC, so that no zone need be described; without as a whole day.
  private func times(_ window: DeliveryWindow) -> [String] {
    guard let from = window.fromMinute ?? window.toMinute.map({ max(0, $0 - 60) }), let to = window.toMinute,
      let start = CivilTime(window.from, hour: from / 60, minute: from % 60),
      let end = CivilTime(window.to, hour: to / 60, minute: to % 60)
    else {
      return [
        "DTSTART;VALUE=DATE:\(Story.compact(window.from))",
        "DTEND;VALUE=DATE:\(Story.compact(window.to.adding(days: 1)))",
      ]
    }
    let moments = [start, end].map { CivilTime(TimeZones.moment($0, in: setting.zone), offset: 0) }
    return zip(["DTSTART", "DTEND"], moments).map { "\($0):\(Story.utc($1))" }
  }

  private static func compact(_ day: CivilDate) -> String { day.iso.filter { $0 != "-" } }

  private static func utc(_ time: CivilTime) -> String { time.iso.filter { $0 != "-" && $0 != ":" } + "Z" }

  /// RFC 5545, 3.3.11.
  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\", ";", ",": result += "\\" + String(character)
      case _ where character.isNewline: result += "\\n"
      default: result.append(character)
      }
    }
  }

  /// Lines of at most 75 octets (RFC 5545, 3.1), never cut inside a character.
  private static func folded(_ line: String) -> String {
    var result = ""
    var width = 0
    for character in line {
      let size = String(character).utf8.count
      if width + size > 74 {
        result += "\r\n "
        width = 1
      }
      result.append(character)
      width += size
    }
    return result
  }
}
