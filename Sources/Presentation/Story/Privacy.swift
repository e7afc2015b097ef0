import Foundation
import Localization
import Tracking

/// What may be told before the postcode. The one place that decides it.
///
/// Level 0 shows the town of a checkpoint and nothing finer: no facility, no street, no postal code. Where the
/// parcel waits to be collected, not even the town. It shows our own words for what happened, never the
/// carrier's: carriers write names and places of neighbors and shops into free text, and no rule could tell a
/// harmless sentence from a telling one.
extension Story {
  /// Level 1: pickup place, neighbor, contents, the carrier's own words.
  var isPickupKnown: Bool { setting.isUnlocked && shipment.pickup != nil }

  var recipient: String? { setting.isUnlocked ? shipment.receivedBy.flatMap(Story.filled) : nil }

  var items: [Item] { setting.isUnlocked ? shipment.items : [] }

  /// The carrier's own words for a checkpoint.
  func carrierText(of checkpoint: Checkpoint) -> String? {
    setting.isUnlocked ? checkpoint.text.flatMap(Story.filled) : nil
  }

  /// Where a checkpoint happened, as far as it may be told: facility and town, before the postcode the town alone.
  func place(of checkpoint: Checkpoint) -> String? {
    let town = town(of: checkpoint)
    guard setting.isUnlocked, let name = checkpoint.place.name.flatMap(Story.filled), name != town else {
      return town ?? country(of: checkpoint)
    }
    return [name, town].compactMap { $0 }.joined(separator: ", ")
  }

  func town(of checkpoint: Checkpoint) -> String? {
    guard let town = checkpoint.place.city.flatMap(Story.filled) else { return nil }
    if setting.isUnlocked { return town }
    // Some carriers put street or postal code into the field of the town.
    guard checkpoint.meaning.status?.state != .readyForPickup, !hasNumber(town) else { return nil }
    return isTelling(town) ? nil : town
  }

  /// ASCII is looked at by its bytes: asking Unicode of every letter of every town takes longer than writing the page.
  private func hasNumber(_ text: String) -> Bool {
    var isASCII = true
    for byte in text.utf8 {
      if (0x30...0x39).contains(byte) { return true }
      if byte >= 0x80 { isASCII = false }
    }
    return !isASCII && text.contains(where: \.isNumber)
  }

  /// Whether `town` is the name or street of the place that the postcode unlocks.
  private func isTelling(_ town: String) -> Bool {
    let secrets = [shipment.pickup?.name, shipment.pickup?.street, shipment.receivedBy].compactMap {
      $0.flatMap(Story.filled)
    }
    return secrets.contains { town.localizedCaseInsensitiveContains($0) || $0.localizedCaseInsensitiveContains(town) }
  }

  /// The country's name, where the parcel was in another one than it goes to.
  private func country(of checkpoint: Checkpoint) -> String? {
    guard let code = checkpoint.place.country, code.utf8.count == 2, code != shipment.destination.country else {
      return nil
    }
    return words.dates.locale.localizedString(forRegionCode: code)
  }

  /// The text without blanks round it; nil where nothing is left.
  static func filled(_ text: String) -> String? {
    if let first = text.utf8.first, let last = text.utf8.last, (0x21...0x7E).contains(first),
      (0x21...0x7E).contains(last)
    {
      return text
    }
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    return trimmed.isEmpty ? nil : trimmed
  }
}
