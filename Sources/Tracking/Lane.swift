/// The unit that transit times are learned for: regions, never addresses.
public struct Lane: Hashable, Sendable, Codable {
  public var shop: ShopID
  public var carrier: CarrierID
  /// The carrier's product, as it names it.
  public var service: String?
  /// Country and first character of the postal code ("DE-2"), or the country alone.
  public var origin: String?
  public var destination: String?
  /// ISO 3166-1 alpha-2 of the destination.
  public var country: String?
  /// The part of ISO 3166-2 after the country ("BY").
  public var region: String?
  /// Country and the first two characters of the postal code ("DE-22").
  public var area: String?

  public init(
    shop: ShopID, carrier: CarrierID, service: String? = nil, origin: String? = nil, destination: String? = nil,
    country: String? = nil, region: String? = nil, area: String? = nil
  ) {
    self.shop = shop
    self.carrier = carrier
    self.service = service
    self.origin = origin
    self.destination = destination
    self.country = country
    self.region = region
    self.area = area
  }

  /// Where a shipment comes from and goes to, as far as that is known.
  public init(of shipment: Shipment) {
    let to = shipment.destination
    let from = shipment.firstScan?.place
    self.init(
      shop: shipment.shop, carrier: shipment.carrier, service: shipment.service,
      origin: Lane.part(from?.country ?? shipment.origin, from?.postalCode, characters: 1),
      destination: Lane.part(to.country, to.postalCode, characters: 1), country: to.country?.uppercased(),
      region: to.region, area: to.postalCode == nil ? nil : Lane.part(to.country, to.postalCode, characters: 2))
  }

  /// "DE-2" for DE and 22113; the country alone without a code, nil without a country.
  public static func part(_ country: String?, _ postalCode: String?, characters: Int) -> String? {
    guard let country, !country.isEmpty else { return nil }
    let code = (postalCode ?? "").filter { $0.isLetter || $0.isNumber }.prefix(characters).uppercased()
    return code.isEmpty ? country.uppercased() : "\(country.uppercased())-\(code)"
  }
}
