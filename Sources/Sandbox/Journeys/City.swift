/// A real city with a parcel depot. All of them keep Central European Time, so that bare local times, which several
/// carriers send, mean the same clock everywhere.
public struct City: Hashable, Sendable {
  /// As its country writes it.
  public let name: String
  /// Of the depot.
  public let postalCode: String
  /// ISO 3166-1 alpha-2.
  public let country: String

  /// - Parameter country: ISO 3166-1 alpha-2; Germany unless told otherwise.
  public init(_ name: String, _ postalCode: String, _ country: String = "DE") {
    self.name = name
    self.postalCode = postalCode
    self.country = country
  }

  /// ISO 3166-1 alpha-3, which Hermes writes.
  var alpha3: String { City.alpha3[country] ?? "DEU" }

  /// The country's name in English or German, which DHL's XML writes for events.
  func countryName(_ language: WireLanguage) -> String {
    let names = City.names[country] ?? ("Germany", "Deutschland")
    return language == .german ? names.1 : names.0
  }

  private static let alpha3 = [
    "DE": "DEU", "AT": "AUT", "NL": "NLD", "BE": "BEL", "FR": "FRA", "DK": "DNK", "CZ": "CZE", "PL": "POL",
  ]
  private static let names: [String: (String, String)] = [
    "DE": ("Germany", "Deutschland"), "AT": ("Austria", "Österreich"), "NL": ("Netherlands", "Niederlande"),
    "BE": ("Belgium", "Belgien"), "FR": ("France", "Frankreich"), "DK": ("Denmark", "Dänemark"),
    "CZ": ("Czechia", "Tschechien"), "PL": ("Poland", "Polen"),
  ]

  /// Where journeys begin and end unless told otherwise.
  public static let all: [City] = [
    City("Hamburg", "22113"), City("Berlin", "12277"), City("München", "81829"), City("Köln", "50769"),
    City("Leipzig", "04356"), City("Stuttgart", "70565"), City("Nürnberg", "90471"), City("Bremen", "28309"),
    City("Dresden", "01139"), City("Hannover", "30179"), City("Freiburg", "79108"), City("Kiel", "24145"),
    City("Rostock", "18069"), City("Augsburg", "86167"), City("Wien", "1230", "AT"), City("Graz", "8055", "AT"),
    City("Utrecht", "3542 AB", "NL"), City("Mechelen", "2800", "BE"), City("Lyon", "69007", "FR"),
    City("København", "2450", "DK"),
  ]

  /// Where hubs stand.
  static let hubs: [City] = [
    City("Kassel", "34123"), City("Erfurt", "99098"), City("Bad Hersfeld", "36251"), City("Hagen", "58089"),
    City("Würzburg", "97076"), City("Magdeburg", "39126"),
  ]
}
