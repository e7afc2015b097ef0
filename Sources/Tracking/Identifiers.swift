/// A carrier's id as in `Carriers/<id>/` ("dhl", "gls-nl").
public struct CarrierID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ value: String) { rawValue = value }
}

/// A shop's short name in configuration, API and database ("fjordlicht").
public struct ShopID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ value: String) { rawValue = value }
}

/// A shipment's public id in the API: random, 128 bits, never a page token.
public struct ShipmentID: RawRepresentable, Hashable, Sendable, Codable {
  public let rawValue: String
  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ value: String) { rawValue = value }
}

extension CarrierID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { rawValue = value }
  public var description: String { rawValue }
}

extension ShopID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { rawValue = value }
  public var description: String { rawValue }
}

extension ShipmentID: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral value: String) { rawValue = value }
  public var description: String { rawValue }
}

extension ShipmentID {
  /// A new id: 128 bits of `generator` as 32 lower-case hexadecimal digits. Page tokens can be made for ids of
  /// this form only.
  public static func random(using generator: inout some RandomNumberGenerator) -> ShipmentID {
    let digits = (0..<2).map { _ in
      let half = String(generator.next() as UInt64, radix: 16)
      return String(repeating: "0", count: 16 - half.utf8.count) + half
    }
    return ShipmentID(digits.joined())
  }
}
