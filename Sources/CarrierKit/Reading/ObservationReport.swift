import Tracking

/// One entry of what `tidings carriers read` prints (DESIGN section 11).
public struct ObservationReport: Encodable, Sendable {
  public struct Event: Encodable, Sendable {
    public var time: String?
    /// Where the offset comes from.
    public var zone: String?
    public var state: String
    public var detail: String?
    public var code: String
    public var text: String?
    public var place: Place?

    init(_ checkpoint: Checkpoint) {
      time = checkpoint.time?.iso
      zone = checkpoint.time?.zone.rawValue
      code = checkpoint.code
      text = checkpoint.text
      place = checkpoint.place.isEmpty ? nil : checkpoint.place
      switch checkpoint.meaning {
      case .status(let status):
        state = status.state.rawValue
        detail = status.detail?.rawValue
      case .delayed(let reason):
        state = "delayed"
        detail = reason.rawValue
      default: state = checkpointWord(checkpoint.meaning)
      }
    }
  }

  /// Where the parcel waits, its last day as ISO 8601.
  public struct Pickup: Encodable, Sendable {
    public var name: String?
    public var street: String?
    public var city: String?
    public var postalCode: String?
    public var until: String?
    public var hours: [String]?
    public var code: String?

    init(_ place: PickupPlace) {
      name = place.name
      street = place.street
      city = place.city
      postalCode = place.postalCode
      until = place.until?.iso
      hours = place.hours.isEmpty ? nil : place.hours
      code = place.code
    }
  }

  public struct Window: Encodable, Sendable {
    public var from: String
    public var to: String
  }

  public var number: String
  public var outcome: String
  /// Of a shipment of which nothing else is known; null where the outcome is not `tracked`.
  public var state: String?
  public var detail: String?
  public var reason: String?
  public var needsAction: String?
  public var carrierDelay: String?
  public var estimate: Window?
  public var service: String?
  public var isReturn: Bool?
  public var pickup: Pickup?
  /// What an outcome says besides its word.
  public var why: String?
  public var remarks: [String]?
  public var checkpoints: [Event]

  public init(_ observation: Observation) {
    number = observation.number
    outcome = observation.outcome.name
    checkpoints = observation.listed.map(Event.init)
    remarks = observation.remarks.isEmpty ? nil : observation.remarks
    switch observation.outcome {
    case .unavailable(let text), .unreadable(let text): why = text
    case .rateLimited(let until?): why = "until " + CivilTime(until, offset: 0).iso + "Z"
    default: break
    }
    guard case .tracked = observation.outcome else { return }
    let reading = observation.reading
    let status = reading.status ?? .pending
    state = status.state.rawValue
    detail = reading.status?.detail?.rawValue
    reason = status.reason?.rawValue
    needsAction = status.needsAction.rawValue
    carrierDelay = reading.delay?.rawValue
    estimate = observation.estimate.map {
      Window(from: edge($0.from, $0.fromMinute), to: edge($0.to, $0.toMinute))
    }
    service = observation.service
    isReturn = observation.isReturn ? true : nil
    pickup = observation.pickup.map(Pickup.init)
  }

  private enum CodingKeys: String, CodingKey {
    case number, outcome, state, detail, reason, estimate, service, pickup, why, remarks, checkpoints
    case needsAction = "needs_action"
    case carrierDelay = "carrier_delay"
    case isReturn = "is_return"
  }

  public func encode(to encoder: any Encoder) throws {
    var map = encoder.container(keyedBy: CodingKeys.self)
    try map.encode(number, forKey: .number)
    try map.encode(outcome, forKey: .outcome)
    // These are null rather than absent: whoever reads one entry knows what to expect.
    try map.encode(state, forKey: .state)
    try map.encode(detail, forKey: .detail)
    try map.encode(reason, forKey: .reason)
    try map.encode(needsAction, forKey: .needsAction)
    try map.encode(carrierDelay, forKey: .carrierDelay)
    try map.encode(estimate, forKey: .estimate)
    try map.encodeIfPresent(service, forKey: .service)
    try map.encodeIfPresent(isReturn, forKey: .isReturn)
    try map.encodeIfPresent(pickup, forKey: .pickup)
    try map.encodeIfPresent(why, forKey: .why)
    try map.encodeIfPresent(remarks, forKey: .remarks)
    try map.encode(checkpoints, forKey: .checkpoints)
  }
}

private func edge(_ date: CivilDate, _ minute: Int?) -> String {
  guard let minute else { return date.iso }
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  return "\(date.iso)T\(two(minute / 60)):\(two(minute % 60))"
}

extension Observation {
  /// The events, and before them the header where it says something that they do not.
  var listed: [Checkpoint] {
    guard let header, History.addsNews(header, to: checkpoints) else { return checkpoints }
    return [header] + checkpoints
  }

  /// What the answer says by itself, without anything known before: events and header folded into a state.
  public var reading: History.Reading { History.read(listed, isReturn: isReturn) }
}
