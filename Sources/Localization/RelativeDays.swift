import _FoundationICU

/// CLDR's words for yesterday, today and tomorrow in one language.
struct RelativeDays: Sendable, Hashable {
  let yesterday: String
  let today: String
  let tomorrow: String

  init(locale: String) {
    var status = U_ZERO_ERROR
    let formatter = swift_ureldatefmt_open(locale, nil, UDAT_STYLE_LONG, UDISPCTX_CAPITALIZATION_NONE, &status)
    defer { if let formatter { swift_ureldatefmt_close(formatter) } }
    func word(_ offset: Double, else fallback: String) -> String {
      guard let formatter else { return fallback }
      var status = U_ZERO_ERROR
      var buffer = [UInt16](repeating: 0, count: 64)
      let length = swift_ureldatefmt_format(
        formatter, offset, UDAT_REL_UNIT_DAY, &buffer, Int32(buffer.count), &status)
      guard status.rawValue <= U_ZERO_ERROR.rawValue, length > 0, Int(length) <= buffer.count else { return fallback }
      return String(decoding: buffer.prefix(Int(length)), as: UTF16.self)
    }
    yesterday = word(-1, else: "yesterday")
    today = word(0, else: "today")
    tomorrow = word(1, else: "tomorrow")
  }
}
