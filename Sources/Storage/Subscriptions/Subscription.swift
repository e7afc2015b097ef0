import Tracking

/// 128 random bits; never shown, only inside of tokens.
public struct SubscriptionID: Hashable, Sendable {
  let bytes: [UInt8]

  /// Nil for anything but 16 bytes.
  public init?(bytes: [UInt8]) {
    guard bytes.count == 16 else { return nil }
    self.bytes = bytes
  }

  public static func random(using generator: inout some RandomNumberGenerator) -> SubscriptionID {
    SubscriptionID(sixteen: (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
  }

  private init(sixteen: [UInt8]) { bytes = sixteen }

  /// 32 hexadecimal digits, as stored.
  var hex: String { bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }

  init?(hex: String) {
    let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 32, hex.utf8.count == 32 else { return nil }
    bytes = stride(from: 0, to: 32, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }
}

/// The way a customer is reached.
public enum Channel: String, Hashable, Sendable, CaseIterable { case email }

/// What news are about.
public enum SubscriptionSubject: Hashable, Sendable {
  case shipment(ShipmentID)
  /// All shipments of the order with this number.
  case order(String)

  var scope: LinkScope {
    switch self {
    case .shipment: .shipment
    case .order: .order
    }
  }

  var text: String {
    switch self {
    case .shipment(let id): id.rawValue
    case .order(let number): number
    }
  }
}

/// One address on one channel that asked for news of a shipment or an order.
public struct Subscription: Hashable, Sendable, Identifiable {
  public var id: SubscriptionID
  public var shop: ShopID
  public var subject: SubscriptionSubject
  public var channel: Channel
  /// Personal.
  public var address: String
  /// BCP 47.
  public var language: String
  public var wishes: Wishes
  /// Of the text that was agreed to.
  public var textVersion: String
  public var askedAt: Timestamp
  /// Nothing but the question is sent before.
  public var confirmedAt: Timestamp?
  /// When the owner wanted no more; nothing begins to be sent after.
  public var stopAskedAt: Timestamp?
  /// When the last message that was on its way had ended.
  public var withdrawnAt: Timestamp?

  /// How long the link in the question works.
  public static let confirmDays: Int64 = 7

  public var isLive: Bool { confirmedAt != nil && stopAskedAt == nil }
}

/// A subscription with its row.
struct SubscriptionRow {
  let seq: Int64
  var subscription: Subscription
  /// Questions sent.
  let asks: Int

  static let columns = """
    subscription.seq, subscription.id, subscription.shop, subscription.scope, subscription.subject,
    subscription.channel, subscription.address, subscription.language, subscription.wishes,
    subscription.text_version, subscription.asked_at, subscription.confirmed_at, subscription.stop_asked_at,
    subscription.withdrawn_at, subscription.asks
    """
  static let count = 15

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    try self.init(&columns)
  }

  init(_ columns: inout Columns) throws {
    seq = try columns.integer("subscription.seq")
    guard let id = SubscriptionID(hex: try columns.text("subscription.id")) else {
      throw StorageError.corrupt("subscription.id is no id")
    }
    let shop = ShopID(try columns.text("subscription.shop"))
    let scope = try columns.requiredWord("subscription.scope", as: LinkScope.self)
    let subject = try columns.text("subscription.subject")
    subscription = Subscription(
      id: id, shop: shop, subject: scope == .order ? .order(subject) : .shipment(ShipmentID(subject)),
      channel: try columns.requiredWord("subscription.channel"), address: try columns.text("subscription.address"),
      language: try columns.text("subscription.language"), wishes: try columns.requiredWord("subscription.wishes"),
      textVersion: try columns.text("subscription.text_version"), askedAt: try columns.time("subscription.asked_at"),
      confirmedAt: columns.time(), stopAskedAt: columns.time(), withdrawnAt: columns.time())
    asks = try columns.int("subscription.asks")
  }
}
