import CarrierKit
import Localization
import StrictYAML
import Tracking

/// Checks drafts against the carriers and the model. Pure; JSON and CSV both come here.
struct DraftCheck: Sendable {
  let carriers: CarrierBook
  let shop: Shop
  /// Where a field stands, for its problem: `/number` in JSON, `number` in CSV.
  let pointer: @Sendable (String) -> String

  enum Verdict {
    case good(NewShipment)
    case bad([FieldProblem])
  }

  func check(_ draft: ShipmentDraft) -> Verdict {
    var problems: [FieldProblem] = []
    func refuse(_ field: String, _ message: String, _ hint: String?) {
      problems.append(FieldProblem(pointer: pointer(field), message, hint: hint))
    }
    let typed = number(draft, refuse)
    let parcel = parcel(draft, number: typed, refuse)
    let promise = draft.promise.flatMap { text -> CivilDate? in
      let date = CivilDate(text)
      if date == nil { refuse("promise", "is no day of the calendar", "as in 2026-11-26") }
      return date
    }
    let destination = destination(draft, refuse)
    let language = draft.language.flatMap { text -> String? in
      let tag = Language.normalized(text)
      if tag == nil { refuse("language", "is no language tag", "as in de or pt-BR") }
      return tag
    }
    let order = text(draft.order, "order", most: 100, refuse)
    let service = text(draft.service, "service", most: 100, refuse)
    let orderValue = orderValue(draft, refuse)
    guard problems.isEmpty, let parcel else { return .bad(problems) }
    return .good(
      NewShipment(
        number: parcel.number, carrier: parcel.carrier, order: order, promise: promise, destination: destination,
        language: language, service: service, items: draft.items, orderValue: orderValue))
  }

  private typealias Refuse = (String, String, String?) -> Void

  private func number(_ draft: ShipmentDraft, _ refuse: Refuse) -> String? {
    guard let text = draft.number, !text.isEmpty else {
      refuse("number", "is missing", nil)
      return nil
    }
    guard let number = TrackingNumber(text) else {
      refuse("number", "is no tracking number", "4 to 64 letters and digits")
      return nil
    }
    return number.text
  }

  /// The carrier, and the number as that carrier wants to be asked.
  private func parcel(
    _ draft: ShipmentDraft, number: String?, _ refuse: Refuse
  ) -> (carrier: CarrierID, number: String)? {
    let candidates = number.map { carriers.recognize($0, for: shop) } ?? []
    if let name = draft.carrier, !name.isEmpty {
      let id = CarrierID(name)
      guard carriers.name(id) != nil else {
        let meant = didYouMean(name, among: carriers.ids.map(\.rawValue))
        refuse("carrier", "is no carrier we know", meant.map { "did you mean '\($0)'?" })
        return nil
      }
      // The shop knows better than any pattern: a number of another form is taken as it is.
      return number.map { number in (id, candidates.first { $0.carrier == id }?.number ?? number) }
    }
    guard number != nil else { return nil }
    guard let first = candidates.first else {
      refuse("carrier", "cannot be told from the number", "name the carrier")
      return nil
    }
    if let second = candidates.dropFirst().first, second.confidence >= first.confidence {
      let names = candidates.prefix(5).map(\.carrier.rawValue).joined(separator: ", ")
      refuse("carrier", "cannot be told from the number: it could be \(names)", "name the carrier")
      return nil
    }
    return (first.carrier, first.number)
  }

  private func destination(_ draft: ShipmentDraft, _ refuse: Refuse) -> Destination {
    var destination = Destination()
    if let country = draft.country, !country.isEmpty {
      if country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) }) {
        destination.country = country.uppercased()
      } else {
        refuse("country", "is no country code", "two letters, as in DE (ISO 3166-1)")
      }
    }
    if let region = draft.region, !region.isEmpty {
      let code = region.uppercased()
      if (1...3).contains(code.utf8.count),
        code.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) })
      {
        destination.region = code
      } else {
        refuse("region", "is no region code", "as in BY for Bavaria (ISO 3166-2 without the country)")
      }
    }
    if let postcode = draft.postcode, !postcode.isEmpty {
      if Postcode.normalized(postcode) != nil {
        destination.postalCode = postcode
      } else {
        refuse("postcode", "is no postcode", "2 to 12 letters and digits")
      }
    }
    return destination
  }

  private func orderValue(_ draft: ShipmentDraft, _ refuse: Refuse) -> Money? {
    switch (draft.orderValue, draft.currency) {
    case (nil, nil): return nil
    case (let amount?, let currency?):
      if let money = Money(amount: amount, currency: currency) { return money }
      if Money(amount: "1", currency: currency) == nil {
        refuse("currency", "is no currency code", "three letters, as in EUR (ISO 4217)")
      } else {
        refuse("order_value", "is no amount", "digits and a dot, as in 129.90")
      }
    case (.some, nil): refuse("currency", "is missing beside order_value", "three letters, as in EUR (ISO 4217)")
    case (nil, .some): refuse("order_value", "is missing beside currency", "digits and a dot, as in 129.90")
    }
    return nil
  }

  private func text(_ value: String?, _ field: String, most: Int, _ refuse: Refuse) -> String? {
    guard let value, !value.isEmpty else { return nil }
    guard value.count <= most, !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      refuse(field, "is longer than \(most) characters or holds control characters", nil)
      return nil
    }
    return value
  }
}
