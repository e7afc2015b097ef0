import Storage
import Tracking

/// Any value that the model can hold, drawn from a seed: every case, nil or not, odd texts, far times.
struct RandomValues {
  private var numbers: SplitMix

  init(seed: UInt64) { numbers = SplitMix(seed: seed) }

  private static let words = [
    "", "a", "Zustellbasis 28, Bremen", "東京都港区", "é\u{301}\u{200D}🎁", "it's \"quoted\" \\ $1 ?1 -- /* x */",
    "line\nbreak\ttab", "[1,2],\"x\"", "\u{1F}", String(repeating: "ü", count: 3000),
  ]

  mutating func chance(_ percent: Int = 50) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }
  mutating func word() -> String { Self.words.randomElement(using: &numbers) ?? "" }
  mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &numbers) }
  mutating func any<Value: CaseIterable>(_ type: Value.Type) -> Value? {
    Array(Value.allCases).randomElement(using: &numbers)
  }
  mutating func maybe<Value>(_ make: (inout RandomValues) -> Value) -> Value? { chance() ? make(&self) : nil }

  mutating func time() -> Timestamp {
    chance(5)
      ? Timestamp(milliseconds: chance() ? .min : .max)
      : Timestamp(milliseconds: Int64.random(in: -4_000_000_000_000...4_000_000_000_000, using: &numbers))
  }

  mutating func day() -> CivilDate {
    chance(5) ? CivilDate(dayNumber: chance() ? .min : .max) : CivilDate(dayNumber: int(-1000...40_000))
  }

  mutating func status() -> Status {
    var status = Status(any(ShipmentState.self) ?? .pending)
    status.detail = maybe { $0.any(StateDetail.self) ?? .lost }
    status.reason = maybe { $0.any(Reason.self) ?? .other }
    status.needsAction = any(NeedsAction.self) ?? .none
    return status
  }

  mutating func meaning() -> Meaning {
    switch int(0...4) {
    case 0: .status(status())
    case 1: .delayed(any(Reason.self) ?? .other)
    case 2: .information
    case 3: .revokesPrevious
    default: .unrecognized
    }
  }

  mutating func carrierTime() -> CarrierTime {
    let civil = CivilTime(day(), hour: int(0...23), minute: int(0...59), second: int(0...59))
    let precisions: [CarrierTime.Precision] = [.second, .minute, .day]
    return CarrierTime(
      civil: civil ?? .midnight(day()), offset: maybe { $0.int(-50_400...50_400) },
      zone: any(ZoneSource.self) ?? .unknown,
      precision: precisions[int(0...2)], raw: word())
  }

  mutating func place() -> Place {
    Place(
      name: maybe { $0.word() }, city: maybe { $0.word() }, postalCode: maybe { $0.word() },
      country: maybe { $0.word() })
  }

  mutating func checkpoint() -> Checkpoint {
    Checkpoint(
      time: maybe { $0.carrierTime() }, meaning: meaning(), code: word(), text: maybe { $0.word() },
      language: maybe { $0.word() }, place: place())
  }

  mutating func window() -> DeliveryWindow {
    DeliveryWindow(
      from: day(), fromMinute: maybe { $0.int(0...1439) }, to: day(), toMinute: maybe { $0.int(0...1439) })
  }

  mutating func outlook() -> Outlook {
    let scopes: [Outlook.Scope] = [.all, .carrier, .service, .promise, .region, .likes, .lane]
    return Outlook(
      basis: chance() ? .counts : .prior, asOf: day(), chanceLate: maybe { $0.int(0...100) },
      middle: DeliveryWindow(from: day(), to: day()), wide: DeliveryWindow(from: day(), to: day()), isAlarm: chance(),
      alarmSince: maybe { $0.day() }, threshold: int(30...101), confidence: int(0...100),
      counts: Outlook.Counts(
        scope: scopes[int(0...6)], open: int(0...5000), later: int(0...5000), day: int(0...60), until: int(0...60),
        health: int(40...160)),
      carrier: maybe {
        CarrierStanding(kept: $0.int(0...90), of: $0.int(0...90), usualShift: $0.int(0...7), safeShift: 7)
      })
  }

  mutating func delay() -> Delay {
    Delay(
      level: any(DelayLevel.self) ?? .none, since: maybe { $0.time() }, promise: maybe { $0.day() },
      expected: maybe { $0.window() }, expectedSource: maybe { $0.any(EstimateSource.self) ?? .carrier },
      cause: maybe { $0.any(Reason.self) ?? .other }, confidence: maybe { Double($0.int(0...1_000_000)) / 999_983 })
  }

  mutating func pickup() -> PickupPlace {
    PickupPlace(
      name: maybe { $0.word() }, street: maybe { $0.word() }, city: maybe { $0.word() },
      postalCode: maybe { $0.word() },
      until: maybe { $0.day() }, hours: (0..<int(0...3)).map { _ in word() }, code: maybe { $0.word() })
  }

  mutating func announcement() -> Announcement {
    Announcement(
      day: day(), step: [.tomorrow, .today, .window][int(0...2)], fromMinute: maybe { $0.int(0...1439) },
      toMinute: maybe { $0.int(0...1439) }, isTakenBack: chance())
  }

  mutating func shipment(_ index: Int) -> Shipment {
    var shipment = Shipment(
      id: ShipmentID("random-\(index)"), shop: "fjordlicht", carrier: CarrierID("dhl"), number: "N\(index)",
      order: maybe { $0.word() }, createdAt: time())
    shipment.promise = maybe { $0.day() }
    shipment.destination = Destination(
      country: maybe { $0.word() }, region: maybe { $0.word() }, postalCode: maybe { $0.word() })
    shipment.language = maybe { $0.word() }
    shipment.items = (0..<int(0...3)).map { _ in Item(name: word(), quantity: int(-1...9)) }
    shipment.service = maybe { $0.word() }
    shipment.origin = maybe { $0.word() }
    shipment.source = [.api, .csv, .link][int(0...2)]
    shipment.status = status()
    shipment.stateSince = maybe { $0.time() }
    var seen: Set<String> = []
    shipment.checkpoints = (0..<int(0...12)).map { _ in checkpoint() }.filter { seen.insert($0.dedupeKey).inserted }
    shipment.estimates = EstimateSource.allCases.shuffled(using: &numbers).prefix(int(0...3)).map {
      Estimate(window: window(), source: $0, at: time())
    }
    shipment.delay = chance(30) ? .none : delay()
    shipment.outlook = maybe { $0.outlook() }
    shipment.pickup = maybe { $0.pickup() }
    shipment.receivedBy = maybe { $0.word() }
    shipment.isReturn = chance()
    shipment.lastPolledAt = maybe { $0.time() }
    shipment.lastSeenAt = maybe { $0.time() }
    shipment.lastOutcome = Outcome.names.randomElement(using: &numbers)
    shipment.failures = int(0...99)
    shipment.nextPollAt = maybe { $0.time() }
    shipment.nextAssessAt = maybe { $0.time() }
    shipment.orderValue = maybe { Money(amount: "\($0.int(0...9999)).50", currency: "EUR") }.flatMap(\.self)
    shipment.announced = maybe { $0.announcement() }
    shipment.version = int(1...999_999)
    shipment.closing = maybe { Closing(at: $0.time(), why: $0.word()) }
    return shipment
  }

  mutating func shop(_ index: Int) -> Shop {
    let brand = Brand(
      name: word(), color: "#1d4e5f", mark: maybe { $0.word() }, homeURL: maybe { $0.word() },
      imprintURL: maybe { $0.word() }, privacyURL: maybe { $0.word() }, contactMail: maybe { $0.word() },
      contactURL: maybe { $0.word() })
    return Shop(
      id: ShopID("shop-\(index)"), brand: brand, hosts: (0..<int(0...3)).map { "\(index)-\($0).example" },
      languages: (0..<int(0...3)).map { _ in word() }, country: maybe { $0.word() },
      carriers: (0..<int(0...3)).map { _ in CarrierID(word()) })
  }
}
