import Markup

/// The rules of a component, sent only with pages that have it. Each at most 750 bytes.
enum ComponentStyle: CaseIterable {
  /// The two leaves.
  case shift
  /// Segments of a parcel's way.
  case bar
  /// The hours of today.
  case day
  /// Labels under a strip.
  case hours
  /// Large type for what is shown or typed.
  case code
  /// The voucher.
  case ticket
  /// Opening hours.
  case table
  /// Parcels side by side.
  case order
  /// One of several, by radio buttons.
  case choose
  /// Languages written from the right.
  case rightToLeft
  /// One column.
  case single

  var rules: StaticString {
    switch self {
    case .shift:
      """
      .shift dt,.leaf,.gap{font-size:.875rem}
      .shift dt,.leaf{color:var(--mute)}
      .shift{display:flex;flex-wrap:wrap;gap:.75rem;text-align:center}
      .shift div{display:grid;grid-template-rows:auto 1fr;gap:.25rem}
      .leaf{display:grid;height:100%;align-content:center;min-width:5.25rem;padding:.5rem;border:2px dashed var(--edge);border-radius:.875rem;line-height:1.35}
      .leaf b{font-size:2rem;line-height:1.1;letter-spacing:-.02em}
      .now .leaf{border:2px solid var(--tone);background:var(--card);color:inherit}
      .shift .gap{flex:1 1 4rem;max-width:10rem;align-content:center;grid-template-rows:auto;padding-top:1.5rem;color:var(--tone);font-weight:650}
      .gap::after{content:"";border-top:2px dashed}
      .vh{position:absolute;clip-path:inset(50%)}
      """
    case .bar:
      """
      .bar{display:flex;gap:.25rem;max-width:30rem}
      .bar i{flex:1;height:.625rem;border:1px solid var(--edge);border-radius:.375rem}
      .bar .d{border-color:var(--mark);background:var(--mark)}
      @media(forced-colors:active){.bar .d{forced-color-adjust:none;background:CanvasText}}
      """
    case .day:
      """
      .day{gap:0;overflow:hidden;border-radius:.5rem;margin-bottom:-.75rem}
      .day i{height:1rem;border:0;border-radius:0;background:var(--line)}
      """
    case .hours:
      """
      .hrs{display:flex;justify-content:space-between;max-width:30rem}
      """
    case .code:
      """
      .code{font:650 1.75rem/1.2 ui-monospace,Menlo,Consolas,monospace;letter-spacing:.05em;user-select:all}
      """
    case .ticket:
      """
      .tick{padding:.75rem;border:2px dashed var(--tone);border-radius:.75rem;background:var(--card);text-align:center}
      .card.calm{border-color:var(--tint);background:var(--tint)}
      """
    case .table:
      """
      table{border-spacing:0}
      td,th{padding:.25rem 0;text-align:start;font-weight:inherit;vertical-align:top}
      td{text-align:end;padding-inline-start:1rem}
      td{font-variant-numeric:tabular-nums}
      """
    case .order:
      """
      @media(min-width:56rem){.all{grid-column:1/-1;grid-template-columns:repeat(3,1fr)}}
      """
    case .choose:
      """
      fieldset>label{padding-block:.375rem;line-height:1.3}
      label>[type=radio]{flex:none;width:1.25rem;height:1.25rem;margin:0}
      """
    case .rightToLeft:
      """
      [dir=rtl] :is(h1,h2){letter-spacing:0;line-height:1.35}
      [dir=rtl] .m{transform:scaleX(-1)}
      """
    case .single:
      """
      @media(min-width:56rem){.one{grid-template-columns:minmax(0,40rem)}}
      """
    }
  }
}
