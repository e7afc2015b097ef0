import Tracking

/// What a support agent sees and does about the news of a shipment.
public struct DeskStore: Sendable {
  let database: any Database

  public init(_ database: any Database) {
    self.database = database
  }
}
