import Tracking

/// A made-up shipment that a piece of news could be about.
enum SampleShipment {
  static func make(_ kind: News.Kind, shop: Shop, at now: Timestamp) -> Shipment {
    let today = CivilTime(now, offset: 0).date
    var shipment = Shipment(
      id: "00000000000000000000000000000000", shop: shop.id, carrier: shop.carriers.first ?? "dhl",
      number: "TEST0000000000000000", order: "TEST-4711", promise: today,
      destination: Destination(country: shop.country), language: shop.languages.first,
      items: [Item(name: "Test")], createdAt: now.adding(hours: -48))
    shipment.status = status(kind)
    shipment.stateSince = now
    shipment.lastSeenAt = now
    let tomorrow = CivilDate(dayNumber: today.dayNumber + 1)
    let window = DeliveryWindow(from: tomorrow, to: tomorrow)
    switch kind {
    case .delayAtRisk, .delayLate, .delayStalled, .delayNotScanned, .delayNotHandedOver:
      shipment.delay = Delay(
        level: level(kind), since: now, promise: today, expected: window, expectedSource: .carrier,
        cause: nil, confidence: nil)
    case .deliveryTomorrow, .estimateRevised: shipment.estimates = [Estimate(window: window, source: .carrier, at: now)]
    case .deliveryToday, .deliveryWindow, .shipmentOutForDelivery:
      let hours = DeliveryWindow(from: today, fromMinute: 13 * 60, to: today, toMinute: 15 * 60)
      shipment.estimates = [Estimate(window: hours, source: .carrier, at: now)]
    case .pickupExpiring, .shipmentReadyForPickup:
      shipment.pickup = PickupPlace(name: "Test", until: tomorrow)
    default: break
    }
    return shipment
  }

  private static func status(_ kind: News.Kind) -> Status {
    switch kind {
    case .shipmentPending: Status(.pending, .registered)
    case .shipmentAnnounced, .delayNotHandedOver, .delayNotScanned: Status(.announced, .labelCreated)
    case .shipmentOutForDelivery, .deliveryToday, .deliveryWindow: Status(.outForDelivery, .onVehicle)
    case .shipmentAttemptFailed: Status(.attemptFailed, .recipientAbsent)
    case .shipmentReadyForPickup, .pickupExpiring: Status(.readyForPickup, .pickupPoint)
    case .shipmentDelivered: Status(.delivered, .toRecipient)
    case .shipmentException: Status(.exception, .damaged)
    case .shipmentReturning: Status(.returning, .toSender)
    case .shipmentReturned: Status(.returned, .receivedBySender)
    case .shipmentCancelled: Status(.cancelled, .bySender)
    case .shipmentExpired: Status(.expired, .silent)
    default: Status(.inTransit, .moving)
    }
  }

  private static func level(_ kind: News.Kind) -> DelayLevel {
    switch kind {
    case .delayAtRisk: .atRisk
    case .delayStalled: .stalled
    case .delayNotScanned: .notScanned
    case .delayNotHandedOver: .notHandedOver
    default: .late
    }
  }
}
