/// Decides for each link of one decoded text whether it is replaced.
struct PartRewriter {
  /// The longest line that mail allows, without its line break (RFC 5322, section 2.1.1).
  private static let longestLine = 998

  let text: [UInt8]
  let form: MailStructure.TextForm
  let limits: RewriteLimits

  /// The changes, in order; all other links are noted as left.
  func edits(_ judge: inout LinkJudge, _ report: inout RewriteReport) -> [Edit] {
    let places = places()
    var edits: [Edit] = []
    var replaced = Set<Int>()
    for (index, place) in places.enumerated() {
      let answer = judge.answer(place.link)
      switch decision(place, answer.verdict, replaced) {
      case .replace(let link, _):
        let bytes = Array(link.utf8)
        guard fits(bytes, place.range) else {
          report.leave(answer.host, .lineTooLong)
          continue
        }
        replaced.insert(index)
        edits.append(Edit(range: place.range, bytes: bytes))
        report.replaced.append(RewriteReport.Replaced(host: answer.host, link: link))
      case .leave(let why): report.leave(answer.host, why)
      }
    }
    return edits
  }

  private func places() -> [LinkPlace] {
    if form.isHTML { return HTMLLinks.places(in: text, charset: form.charset, limit: limits.links) }
    return RunningLinks(bytes: text, charset: form.charset, isHTML: false, joinsLines: form.joinsLines)
      .places(in: 0..<text.count, limit: limits.links)
  }

  private func decision(
    _ place: LinkPlace, _ verdict: LinkJudge.Verdict, _ replaced: Set<Int>
  ) -> LinkJudge.Verdict {
    guard case .replace(_, let isCertain) = verdict else { return verdict }
    if let doubt = place.doubt { return .leave(doubt) }
    if place.endsAtMarkup, !isCertain { return .leave(.endUncertain) }
    // Mail programs warn of a link whose text shows another address.
    if case .label(let href) = place.kind, !(href.map(replaced.contains) ?? false) { return .leave(.hrefStays) }
    return verdict
  }

  private func fits(_ link: [UInt8], _ range: Range<Int>) -> Bool {
    guard link.count > range.count else { return true }
    let before = text[..<range.lowerBound].suffix(Self.longestLine).reversed().prefix { $0 != 0x0A }.count
    let behind = text[range.upperBound...].prefix(Self.longestLine).prefix { $0 != 0x0A && $0 != 0x0D }.count
    return before + link.count + behind <= Self.longestLine
  }
}
