import Tracking

/// Where the values of an answer stand. Expressions in a list: the first that gives a text wins.
public struct ReadRule: Sendable {
  public var format: DocumentFormat
  /// Elements whose text is a document of its own, which takes the text's place before anything is read.
  public var inner: [XPath]
  public var shipments: XPath
  /// Any of them may be the shipment's number.
  public var number: [XPath]
  public var pairsByRequest: Bool
  public var postcode: [XPath]
  public var service: [XPath]
  public var outcomes: [ItemOutcome]
  /// Language of the texts, where it does not follow from the request.
  public var textLanguage: String?
  public var checkpoints: XPath?
  public var order: Order
  public var skip: [XPath]
  /// What one event and the header have alike.
  public var event: EventRule
  public var header: HeaderRule?
  public var estimate: EstimateRule?
  public var isReturn: XPath?
  public var origin: [XPath]
  public var destination: [XPath]
  public var pickup: PickupRule?
  public var receivedBy: [XPath]
  public var overrides: [Override]

  public enum Order: String, CaseIterable, Sendable {
    /// The list is trusted.
    case newestFirst = "newest_first"
    case oldestFirst = "oldest_first"
    case byTime = "by_time"
  }

  /// An outcome of one shipment within a good answer.
  public struct ItemOutcome: Sendable {
    public var when: XPath
    public var outcome: OutcomeWord
  }
}

/// Where the parts of an event stand.
public struct EventRule: Sendable {
  public var time: TimeRule?
  public var code: [XPath]
  public var fallbackCode: [XPath]
  public var text: [XPath]
  public var place: PlaceRule

  public static let none = EventRule(time: nil, code: [], fallbackCode: [], text: [], place: PlaceRule())
}

public struct PlaceRule: Sendable {
  public var name: [XPath] = []
  public var city: [XPath] = []
  public var postcode: [XPath] = []
  public var country: [XPath] = []
}

/// The state in the answer's head.
public struct HeaderRule: Sendable {
  public var event: EventRule
  public var use: Use

  public enum Use: String, CaseIterable, Sendable {
    case withoutEvents = "without_events"
    case whenNewer = "when_newer"
    case always
  }
}

/// The window in which the carrier expects to deliver.
public struct EstimateRule: Sendable {
  public var date: [XPath]
  public var from: [XPath]
  public var to: [XPath]
  public var formats: [TimeFormat]
  public var zone: ZoneRule?
}

public struct PickupRule: Sendable {
  public var name: [XPath]
  public var street: [XPath]
  public var city: [XPath]
  public var postcode: [XPath]
  public var until: [XPath]
  public var formats: [TimeFormat]
  public var hours: XPath?
  public var code: [XPath]
}

/// A condition that changes what an event's code says.
public struct Override: Sendable {
  public var onEvent: Bool
  public var when: XPath?
  /// Only events of these states; empty for any.
  public var was: Set<ShipmentState>
  /// Only where an earlier event is in one of these states; empty for no condition.
  public var after: Set<ShipmentState>
  public var meaning: Meaning

  /// Whether an event that means this is one of `was`.
  func admits(_ meaning: Meaning) -> Bool {
    was.isEmpty || meaning.status.map { was.contains($0.state) } ?? false
  }
}
