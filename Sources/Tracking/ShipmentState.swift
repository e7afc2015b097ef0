/// Where the parcel is. The first of the three axes; a delay never replaces it.
public enum ShipmentState: String, CaseIterable, Sendable, Codable {
  case pending
  case announced
  case inTransit = "in_transit"
  case outForDelivery = "out_for_delivery"
  case attemptFailed = "attempt_failed"
  case readyForPickup = "ready_for_pickup"
  case delivered
  case exception
  case returning
  case returned
  case cancelled
  case expired
}

/// What exactly happened within a state. A detail belongs to one state only.
public enum StateDetail: String, CaseIterable, Sendable, Codable {
  // pending
  case registered
  case notFound = "not_found"
  case numberInvalid = "number_invalid"
  // announced
  case labelCreated = "label_created"
  case dataReceived = "data_received"
  case droppedOffBySender = "dropped_off_by_sender"
  // in transit
  case pickedUp = "picked_up"
  case accepted, moving
  case arrivedHub = "arrived_hub"
  case sorted
  case atDeliveryDepot = "at_delivery_depot"
  case departed
  case arrivedCountry = "arrived_country"
  case customsStarted = "customs_started"
  case customsCleared = "customs_cleared"
  case redirected
  case handedToLastMile = "handed_to_last_mile"
  case issueResolved = "issue_resolved"
  case stored
  // out for delivery
  case onVehicle = "on_vehicle"
  case recipientContacted = "recipient_contacted"
  case appointmentSet = "appointment_set"
  // attempt failed
  case retryPlanned = "retry_planned"
  case recipientAbsent = "recipient_absent"
  case businessClosed = "business_closed"
  case noAccess = "no_access"
  case paymentMissing = "payment_missing"
  case identityCheckFailed = "identity_check_failed"
  // ready for pickup
  case pickupPoint = "pickup_point"
  case locker, branch
  // delivered
  case toRecipient = "to_recipient"
  case mailbox
  case safePlace = "safe_place"
  case collected, signed
  case codPaid = "cod_paid"
  case neighbor
  case otherPerson = "other_person"
  case parcelBox = "parcel_box"
  // exception
  case addressIncorrect = "address_incorrect"
  case recipientMoved = "recipient_moved"
  case refused
  case heldPayment = "held_payment"
  case heldDocuments = "held_documents"
  case customsHeld = "customs_held"
  case notCollected = "not_collected"
  case rejectedByCarrier = "rejected_by_carrier"
  case damaged, lost, disposed, stopped, misrouted, external
  case dataMissing = "data_missing"
  case confiscated
  case pickupFailed = "pickup_failed"
  // returning, returned
  case toSender = "to_sender"
  case receivedBySender = "received_by_sender"
  // cancelled
  case bySender = "by_sender"
  case byCarrier = "by_carrier"
  // expired
  case silent

  /// The one state that this detail can stand under.
  public var state: ShipmentState {
    switch self {
    case .registered, .notFound, .numberInvalid: .pending
    case .labelCreated, .dataReceived, .droppedOffBySender: .announced
    case .pickedUp, .accepted, .moving, .arrivedHub, .sorted, .atDeliveryDepot, .departed, .arrivedCountry,
      .customsStarted, .customsCleared, .redirected, .handedToLastMile, .issueResolved, .stored:
      .inTransit
    case .onVehicle, .recipientContacted, .appointmentSet: .outForDelivery
    case .retryPlanned, .recipientAbsent, .businessClosed, .noAccess, .paymentMissing, .identityCheckFailed:
      .attemptFailed
    case .pickupPoint, .locker, .branch: .readyForPickup
    case .toRecipient, .mailbox, .safePlace, .collected, .signed, .codPaid, .neighbor, .otherPerson, .parcelBox:
      .delivered
    case .addressIncorrect, .recipientMoved, .refused, .heldPayment, .heldDocuments, .customsHeld, .notCollected,
      .rejectedByCarrier, .damaged, .lost, .disposed, .stopped, .misrouted, .external, .dataMissing, .confiscated,
      .pickupFailed:
      .exception
    case .toSender: .returning
    case .receivedBySender: .returned
    case .bySender, .byCarrier: .cancelled
    case .silent: .expired
    }
  }
}
