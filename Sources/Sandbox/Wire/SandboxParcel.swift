import Tracking

/// A registered number and its story.
public struct SandboxParcel: Hashable, Sendable {
  /// As registered; answers carry it unchanged.
  public let number: String
  /// Its story.
  public let journey: Journey
  /// The postcode of the recipient, for carriers that ask for it or show more to those who know it.
  public let postalCode: String

  /// The postcode is that of the journey's destination.
  public init(number: String, journey: Journey) {
    self.number = number
    self.journey = journey
    postalCode = journey.destination.postalCode
  }
}

/// What a writer may look at: the known parcels of its carrier, and the moment.
struct FrontDesk {
  let parcels: [String: SandboxParcel]
  let now: Timestamp
  let tokens: TokenMint

  /// The parcel, once its label's data were sent.
  func parcel(_ number: String) -> SandboxParcel? {
    guard let parcel = parcels[number], parcel.journey.start <= now else { return nil }
    return parcel
  }
}
