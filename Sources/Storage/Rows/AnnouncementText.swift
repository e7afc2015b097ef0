import Tracking

/// What the countdown told last, as five numbers: day, step, minute, minute, whether it was taken back.
///
/// Written and read with every poll, so by hand and not by Codable.
enum AnnouncementText {
  static func encode(_ told: Announcement) -> String {
    func number(_ value: Int?) -> String { value.map(String.init) ?? "" }
    return "\(told.day.dayNumber),\(told.step.rawValue),\(number(told.fromMinute)),\(number(told.toMinute)),"
      + (told.isTakenBack ? "1" : "0")
  }

  static func decode(_ text: String) throws -> Announcement {
    let fields = text.split(separator: ",", omittingEmptySubsequences: false)
    guard fields.count == 5, let day = Int(fields[0]), let step = Int(fields[1]).flatMap(Announcement.Step.init) else {
      throw StorageError.corrupt("shipment.announced cannot be read")
    }
    return Announcement(
      day: CivilDate(dayNumber: day), step: step, fromMinute: Int(fields[2]), toMinute: Int(fields[3]),
      isTakenBack: fields[4] == "1")
  }
}
