/// How many polls the plan makes: what tells whether a quota is enough.
extension PollPlan {
  /// Polls in 24 hours of a shipment that has just entered `state`; 0 where none are made.
  public static func pollsPerDay(in state: ShipmentState) -> Double {
    let start = Timestamp(seconds: 0)
    var shipment = Shipment(id: "demand", shop: "", carrier: "", number: "", createdAt: start)
    shipment.status = Status(state)
    shipment.stateSince = start
    return interval(for: shipment, outcome: .tracked, at: start).map { 86_400 / Double(max($0, 1)) } ?? 0
  }

  /// Polls in 24 hours of the average one of `shipments`; nil where none of them is polled at all.
  public static func pollsPerDay(ofMix shipments: [ShipmentState: Int]) -> Double? {
    let count = shipments.values.reduce(0, +)
    guard count > 0 else { return nil }
    let polls = shipments.reduce(0) { $0 + pollsPerDay(in: $1.key) * Double($1.value) }
    return polls > 0 ? polls / Double(count) : nil
  }

  /// States of a hundred shipments on an ordinary day, where there are none of one's own yet: a day from label to
  /// first scan, two under way, a quarter out for delivery, three more until polling ends.
  public static let ordinaryMix: [ShipmentState: Int] = [
    .announced: 16, .inTransit: 32, .outForDelivery: 4, .delivered: 48,
  ]
}
