import Localization
import Markup
import Tracking

/// What happened, in our words; the carrier's own beside them where they may be told and are asked for.
extension Story {
  static let visibleEntries = 3

  var history: HistoryCard? {
    let entries = shipment.checkpoints.map(entry)
    guard !entries.isEmpty else { return nil }
    let earlier = Array(entries.dropFirst(Story.visibleEntries))
    return HistoryCard(
      title: words("history.title"), recent: Array(entries.prefix(Story.visibleEntries)),
      earlierTitle: earlier.isEmpty ? "" : words.text("history.earlier", count: earlier.count), earlier: earlier,
      isOpen: setting.showsCarrierWords,
      words: wordsLink)
  }

  /// Offered where there is something to show and it may be shown.
  private var wordsLink: NamedLink? {
    guard shipment.checkpoints.contains(where: { carrierText(of: $0) != nil }) else { return nil }
    return setting.showsCarrierWords
      ? NamedLink(words("history.own_words"), .local(setting.path))
      : NamedLink(words("history.carrier_words"), setting.query("words"))
  }

  private func entry(_ checkpoint: Checkpoint) -> HistoryCard.Entry {
    let theirs = carrierText(of: checkpoint)
    var entry = HistoryCard.Entry(text: ourWords(checkpoint) ?? "")
    if entry.text.isEmpty {
      // We have no words for it: the carrier's where they may be told, else only that there was something.
      entry.text = theirs ?? words("event.notice", names)
      entry.language = theirs == nil ? nil : checkpoint.language
    } else if setting.showsCarrierWords, let theirs {
      entry.quote = HistoryCard.Quote(text: theirs, language: checkpoint.language)
    }
    if let time = checkpoint.time {
      entry.time = logTime(time)
      entry.datetime = Story.machine(time)
    }
    entry.place = place(of: checkpoint)
    return entry
  }

  /// Nil where the carrier's code says nothing that we have words for.
  func ourWords(_ checkpoint: Checkpoint) -> String? {
    switch checkpoint.meaning {
    case .status(let status):
      guard let detail = status.detail else { return words("event.\(status.state.rawValue)", names) }
      if Story.placed.contains(detail), let place = town(of: checkpoint) {
        return words("event.at.\(detail.rawValue)", ["place": place])
      }
      return words("event.\(detail.rawValue)", names)
    case .delayed(let reason): return words("event.delayed", ["reason": words("cause.\(reason.rawValue)")])
    case .revokesPrevious: return words("event.revoked", names)
    case .information, .unrecognized: return nil
    }
  }

  /// Details whose words name the town.
  private static let placed: Set<StateDetail> = [.arrivedHub, .sorted, .departed]

  /// `2026-11-24T06:12+01:00`: to the minute, with the offset where it is known.
  static func machine(_ time: CarrierTime) -> String {
    let iso = time.iso
    guard time.precision != .day, iso.count >= 19 else { return iso }
    return String(iso.prefix(16) + iso.dropFirst(19))
  }
}
