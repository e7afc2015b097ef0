import Markup
import Presentation

extension Page {
  /// The rules of the tones and components that this page has, in a fixed order.
  func components(_ palette: Palette) -> StyleSheet {
    var sheet = StyleSheet()
    let tones = Set([tone] + parcels.map(\.tone))
    for tone in [Tone.good, .attention, .problem] where tones.contains(tone) { sheet.add(palette.tokens(for: tone)) }
    let used = usedComponents
    for component in ComponentStyle.allCases where used.contains(component) { sheet.add(component.rules) }
    return sheet
  }

  private var usedComponents: Set<ComponentStyle> {
    var used: Set<ComponentStyle> = []
    if hero.shift != nil { used.insert(.shift) }
    if hero.day != nil { used.formUnion([.bar, .day, .hours]) }
    if !parcels.isEmpty { used.formUnion([.bar, .order]) }
    if isSingle { used.insert(.single) }
    if frame.language.direction == .rightToLeft { used.insert(.rightToLeft) }
    for card in [beside].compactMap { $0 } + left + right { used.formUnion(card.components) }
    return used
  }
}

extension Card {
  fileprivate var components: Set<ComponentStyle> {
    switch self {
    case .code: [.code]
    case .incentive: [.code, .ticket]
    case .wishes: [.choose]
    case .way, .postcode, .place, .facts, .history, .notify, .lookup, .text: []
    }
  }
}

extension Icon {
  /// On a 24 × 24 grid, stroked; van and arrow are mirrored in languages written from the right.
  var svg: StaticString {
    switch self {
    case .parcel:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M3 8l9-5 9 5v8l-9 5-9-5zM3 8l9 5 9-5M12 13v8"/></svg>
      """
    case .van:
      """
      <svg class="m" aria-hidden="true" viewBox="0 0 24 24"><path d="M2 6h12v11H2zM14 10h4l4 4v3h-8"/>\
      <circle cx="7" cy="18" r="2"/><circle cx="17" cy="18" r="2"/></svg>
      """
    case .clock:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/></svg>
      """
    case .bell:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M6 10a6 6 0 0 1 12 0c0 5 2 6 2 6H4s2-1 2-6M10 20h4"/></svg>
      """
    case .pin:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M12 21s7-6 7-11a7 7 0 0 0-14 0c0 5 7 11 7 11z"/>\
      <circle cx="12" cy="10" r="2.5"/></svg>
      """
    case .check:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><circle cx="12" cy="12" r="9"/><path d="M8 12l3 3 5-6"/></svg>
      """
    case .warning:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M12 3l10 18H2zM12 10v5M12 18v.1"/></svg>
      """
    case .back:
      """
      <svg class="m" aria-hidden="true" viewBox="0 0 24 24"><path d="M9 14l-5-5 5-5M4 9h10a6 6 0 0 1 0 12h-3"/></svg>
      """
    case .heart:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24">\
      <path d="M12 20S3 14 3 8.5a4.5 4.5 0 0 1 9-1 4.5 4.5 0 0 1 9 1C21 14 12 20 12 20z"/></svg>
      """
    case .search:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><circle cx="11" cy="11" r="7"/><path d="M16 16l5 5"/></svg>
      """
    case .door:
      """
      <svg aria-hidden="true" viewBox="0 0 24 24"><path d="M6 21V4h12v17M3 21h18M10 9l4 4M14 9l-4 4"/></svg>
      """
    }
  }
}

extension Tone {
  /// The one class that colors a page or a card; none for calm.
  var className: StaticString? {
    switch self {
    case .calm: nil
    case .good: "good"
    case .attention: "attn"
    case .problem: "prob"
    }
  }
}
