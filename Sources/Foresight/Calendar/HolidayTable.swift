/// Public holidays by country, and by state where they matter for parcels.
///
/// Sources: the list of public holidays of the member states that the European Commission publishes each year in the
/// Official Journal (Regulation 1182/71, article 2), the holiday acts of the German states, the national acts for CH,
/// GB and NO. Only days without delivery: bank holidays that carriers work are left out.
enum HolidayTable {
  static let national: [String: [Holiday]] = [
    "AT": western(1, 50, 60) + [
      .easter(39), .fixed(1, 6), .fixed(5, 1), .fixed(8, 15), .fixed(10, 26), .fixed(11, 1), .fixed(12, 8),
      .fixed(12, 26),
    ],
    "BE": western(1, 39, 50) + [.fixed(5, 1), .fixed(7, 21), .fixed(8, 15), .fixed(11, 1), .fixed(11, 11)],
    "BG": orthodox(-2, 1) + [
      .fixed(3, 3), .fixed(5, 1), .fixed(5, 6), .fixed(5, 24), .fixed(9, 6), .fixed(9, 22), .fixed(12, 24),
      .fixed(12, 26),
    ],
    "CH": western(39) + [.fixed(8, 1)],
    "CY": orthodox(-48, -2, 1, 50) + [
      .fixed(1, 6), .fixed(3, 25), .fixed(4, 1), .fixed(5, 1), .fixed(8, 15), .fixed(10, 1), .fixed(10, 28),
      .fixed(12, 26),
    ],
    "CZ": western(-2, 1) + [
      .fixed(5, 1), .fixed(5, 8), .fixed(7, 5), .fixed(7, 6), .fixed(9, 28), .fixed(10, 28), .fixed(11, 17),
      .fixed(12, 24), .fixed(12, 26),
    ],
    "DE": western(-2, 1, 39, 50) + [.fixed(5, 1), .fixed(10, 3), .fixed(12, 26)],
    "DK": western(-3, -2, 1, 39, 50) + [.fixed(6, 5), .fixed(12, 26)],
    "EE": western(-2) + [
      .fixed(2, 24), .fixed(5, 1), .fixed(6, 23), .fixed(6, 24), .fixed(8, 20), .fixed(12, 24), .fixed(12, 26),
    ],
    "ES": western(-2) + [
      .fixed(1, 6), .fixed(5, 1), .fixed(8, 15), .fixed(10, 12), .fixed(11, 1), .fixed(12, 6), .fixed(12, 8),
    ],
    "FI": western(-2, 1, 39) + [
      .fixed(1, 6), .fixed(5, 1), .onOrAfter(6, 19, weekday: 5), .onOrAfter(10, 31, weekday: 6), .fixed(12, 6),
      .fixed(12, 24), .fixed(12, 26),
    ],
    "FR": western(1, 39, 50) + [
      .fixed(5, 1), .fixed(5, 8), .fixed(7, 14), .fixed(8, 15), .fixed(11, 1), .fixed(11, 11),
    ],
    "GB": western(-2, 1) + [
      .weekday(1, nth: 1, month: 5), .weekday(1, nth: -1, month: 5), .weekday(1, nth: -1, month: 8), .fixed(12, 26),
    ],
    "GR": orthodox(-48, -2, 1, 50) + [
      .fixed(1, 6), .fixed(3, 25), .fixed(5, 1), .fixed(8, 15), .fixed(10, 28), .fixed(12, 26),
    ],
    "HR": western(1, 60) + [
      .fixed(1, 6), .fixed(5, 1), .fixed(5, 30), .fixed(6, 22), .fixed(8, 5), .fixed(8, 15), .fixed(11, 1),
      .fixed(11, 18), .fixed(12, 26),
    ],
    "HU": western(-2, 1, 50) + [
      .fixed(3, 15), .fixed(5, 1), .fixed(8, 20), .fixed(10, 23), .fixed(11, 1), .fixed(12, 24), .fixed(12, 26),
    ],
    "IE": western(1) + [
      .onOrAfter(2, 1, weekday: 1), .fixed(3, 17), .weekday(1, nth: 1, month: 5), .weekday(1, nth: 1, month: 6),
      .weekday(1, nth: 1, month: 8), .weekday(1, nth: -1, month: 10), .fixed(12, 26),
    ],
    "IT": western(1) + [
      .fixed(1, 6), .fixed(4, 25), .fixed(5, 1), .fixed(6, 2), .fixed(8, 15), .fixed(11, 1), .fixed(12, 8),
      .fixed(12, 26),
    ],
    "LT": western(1) + [
      .fixed(2, 16), .fixed(3, 11), .fixed(5, 1), .fixed(6, 24), .fixed(7, 6), .fixed(8, 15), .fixed(11, 1),
      .fixed(11, 2), .fixed(12, 24),
      .fixed(12, 26),
    ],
    "LU": western(1, 39, 50) + [
      .fixed(5, 1), .fixed(5, 9), .fixed(6, 23), .fixed(8, 15), .fixed(11, 1), .fixed(12, 26),
    ],
    "LV": western(-2, 1) + [
      .fixed(5, 1), .fixed(5, 4), .fixed(6, 23), .fixed(6, 24), .fixed(11, 18), .fixed(12, 24), .fixed(12, 26),
      .fixed(12, 31),
    ],
    "MT": western(-2) + [
      .fixed(2, 10), .fixed(3, 19), .fixed(3, 31), .fixed(5, 1), .fixed(6, 7), .fixed(6, 29), .fixed(8, 15),
      .fixed(9, 8), .fixed(9, 21),
      .fixed(12, 8), .fixed(12, 13),
    ],
    "NL": western(1, 39, 50) + [.fixed(4, 27), .fixed(12, 26)],
    "NO": western(-3, -2, 1, 39, 50) + [.fixed(5, 1), .fixed(5, 17), .fixed(12, 26)],
    "PL": western(1, 60) + [
      .fixed(1, 6), .fixed(5, 1), .fixed(5, 3), .fixed(8, 15), .fixed(11, 1), .fixed(11, 11), .fixed(12, 24),
      .fixed(12, 26),
    ],
    "PT": western(-2, 60) + [
      .fixed(4, 25), .fixed(5, 1), .fixed(6, 10), .fixed(8, 15), .fixed(10, 5), .fixed(11, 1), .fixed(12, 1),
      .fixed(12, 8),
    ],
    "RO": orthodox(-2, 1, 50) + [
      .fixed(1, 2), .fixed(1, 6), .fixed(1, 7), .fixed(1, 24), .fixed(5, 1), .fixed(6, 1), .fixed(8, 15),
      .fixed(11, 30), .fixed(12, 1),
      .fixed(12, 26),
    ],
    "SE": western(-2, 1, 39) + [
      .fixed(1, 6), .fixed(5, 1), .fixed(6, 6), .onOrAfter(6, 19, weekday: 5), .onOrAfter(10, 31, weekday: 6),
      .fixed(12, 24), .fixed(12, 26),
    ],
    "SI": western(1) + [
      .fixed(1, 2), .fixed(2, 8), .fixed(4, 27), .fixed(5, 1), .fixed(5, 2), .fixed(6, 25), .fixed(8, 15),
      .fixed(10, 31), .fixed(11, 1),
      .fixed(12, 26),
    ],
    "SK": western(-2, 1) + [
      .fixed(1, 6), .fixed(5, 1), .fixed(5, 8), .fixed(7, 5), .fixed(8, 29), .fixed(9, 15), .fixed(11, 1),
      .fixed(12, 24), .fixed(12, 26),
    ],
  ]

  /// German states (ISO 3166-2 without the country).
  static let regional: [String: [Holiday]] = [
    "DE-BW": [.fixed(1, 6), .easter(60), .fixed(11, 1)],
    "DE-BY": [.fixed(1, 6), .easter(60), .fixed(8, 15), .fixed(11, 1)],
    "DE-BE": [.fixed(3, 8)],
    "DE-BB": [.fixed(10, 31)],
    "DE-HB": [.fixed(10, 31)],
    "DE-HH": [.fixed(10, 31)],
    "DE-HE": [.easter(60)],
    "DE-MV": [.fixed(3, 8), .fixed(10, 31)],
    "DE-NI": [.fixed(10, 31)],
    "DE-NW": [.easter(60), .fixed(11, 1)],
    "DE-RP": [.easter(60), .fixed(11, 1)],
    "DE-SL": [.easter(60), .fixed(8, 15), .fixed(11, 1)],
    "DE-SN": [.fixed(10, 31), .before(11, 23, weekday: 3)],
    "DE-ST": [.fixed(1, 6), .fixed(10, 31)],
    "DE-SH": [.fixed(10, 31)],
    "DE-TH": [.fixed(9, 20), .fixed(10, 31)],
  ]

  /// New Year and Christmas Day, which every country of the table keeps, and feasts by days after Easter.
  private static func western(_ days: Int...) -> [Holiday] { everywhere + days.map { .easter($0) } }
  private static func orthodox(_ days: Int...) -> [Holiday] { everywhere + days.map { .orthodox($0) } }
  private static let everywhere: [Holiday] = [.fixed(1, 1), .fixed(12, 25)]
}
