/// The tenant: brand, host names, languages.
public struct Shop: Hashable, Sendable, Codable {
  public var id: ShopID
  public var brand: Brand
  /// Host names (lower case, without port) whose pages are this shop's.
  public var hosts: [String]
  /// BCP 47, the first is the fallback.
  public var languages: [String]
  /// ISO 3166-1 alpha-2 of the shop; used where a shipment names no destination.
  public var country: String?
  /// Carriers this shop uses, most used first; ranks recognition.
  public var carriers: [CarrierID]
  /// When customers are not written to; nil: the usual hours.
  public var quietHours: QuietHours?

  public init(
    id: ShopID, brand: Brand, hosts: [String] = [], languages: [String] = ["en", "de"], country: String? = nil,
    carriers: [CarrierID] = [], quietHours: QuietHours? = nil
  ) {
    self.id = id
    self.brand = brand
    self.hosts = hosts
    self.languages = languages
    self.country = country
    self.carriers = carriers
    self.quietHours = quietHours
  }
}

/// What a page and a mail wear.
public struct Brand: Hashable, Sendable, Codable {
  public var name: String
  /// `#rrggbb`.
  public var color: String
  /// The `d` of one SVG path on a 24 × 24 grid, stroked; the mark beside the name.
  public var mark: String?
  /// Absolute https URLs.
  public var homeURL: String?
  public var imprintURL: String?
  public var privacyURL: String?
  /// Where a customer reaches a person.
  public var contactMail: String?
  public var contactURL: String?

  public init(
    name: String, color: String, mark: String? = nil, homeURL: String? = nil, imprintURL: String? = nil,
    privacyURL: String? = nil, contactMail: String? = nil, contactURL: String? = nil
  ) {
    self.name = name
    self.color = color
    self.mark = mark
    self.homeURL = homeURL
    self.imprintURL = imprintURL
    self.privacyURL = privacyURL
    self.contactMail = contactMail
    self.contactURL = contactURL
  }
}
