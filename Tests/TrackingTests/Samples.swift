import Tracking

/// Noon UTC, 2026-11-`day`.
func noon(_ day: Int, hour: Int = 12) -> Timestamp {
  Timestamp(seconds: 1_793_491_200 + Int64(day - 1) * 86_400 + Int64(hour) * 3600)
}

func time(_ day: Int, _ hour: Int, _ minute: Int = 0, offset: Int? = 3600) -> CarrierTime? {
  guard let date = CivilDate(year: 2026, month: 11, day: day), let civil = CivilTime(date, hour: hour, minute: minute)
  else { return nil }
  return CarrierTime(
    civil: civil, offset: offset, zone: offset == nil ? .unknown : .stated, precision: .minute, raw: civil.iso)
}

func event(_ day: Int, _ hour: Int, _ code: String, _ meaning: Meaning) -> Checkpoint {
  Checkpoint(time: time(day, hour), meaning: meaning, code: code)
}

func event(_ day: Int, _ hour: Int, _ state: ShipmentState, _ detail: StateDetail? = nil) -> Checkpoint {
  event(day, hour, state.rawValue, .status(Status(state, detail)))
}

func parcel(promise: CivilDate? = nil) -> Shipment {
  Shipment(
    id: "s1", shop: "shop", carrier: "dhl", number: "00340434161094042557", promise: promise,
    destination: Destination(country: "DE"), createdAt: noon(20))
}

/// An answer whose events are given oldest first.
func answer(_ events: Checkpoint..., isReturn: Bool = false) -> Observation {
  Observation(number: "00340434161094042557", outcome: .tracked, checkpoints: events.reversed(), isReturn: isReturn)
}
