import HTTPTypes
import Storage
import Tracking

/// `/v1/incentives`: what a shop gives for bad news, and the codes it gives.
struct IncentiveRoutes: Sendable {
  let parts: SiteParts

  var routes: [APIRoute] {
    [
      APIRoute(.get, "/v1/incentives", Self.show) { call in
        try call.refuseQuery()
        return APIAnswer.json(.ok, try await rules(call.shop.id))
      },
      APIRoute(.put, "/v1/incentives", Self.replace) { try await replace($0) },
      APIRoute(.post, "/v1/incentives/{rule}/vouchers", Self.addVouchers, bodyLimit: 8 << 20, isKept: true) {
        try await addVouchers($0)
      },
    ]
  }

  private func replace(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    var reader = try call.object()
    let rules = IncentiveBody.rules(&reader)
    try reader.done()
    try await parts.api.incentives.save(rules, shop: call.shop.id)
    return APIAnswer.json(.ok, try await self.rules(call.shop.id))
  }

  private func addVouchers(_ call: APICall) async throws -> APIAnswer {
    try call.refuseQuery()
    let codes: [String]
    if call.type == "text/plain" {
      codes = try IncentiveBody.codes(lines: call.body)
    } else {
      guard call.type == "application/json" else {
        throw Problem(.unsupportedMediaType, detail: "Send application/json, or text/plain with a code a line.")
      }
      var reader = try call.object()
      codes = IncentiveBody.codes(&reader)
      try reader.done()
    }
    let (rule, shop) = (call.parameter("rule"), call.shop.id)
    guard try await parts.api.incentives.rules(shop: shop).contains(where: { $0.id == rule && $0.takesVoucher }) else {
      throw Problem(.notFound, detail: "The shop has no rule of this id that gives vouchers.")
    }
    let added = try await parts.api.incentives.addVouchers(codes, rule: rule, shop: shop)
    let left = try await parts.api.incentives.vouchersLeft(rule: rule, shop: shop)
    return APIAnswer.json(.ok, VoucherReportJSON(added: added, known: codes.count - added, left: left))
  }

  private func rules(_ shop: ShopID) async throws -> RulesJSON {
    var shown: [RuleJSON] = []
    for rule in try await parts.api.incentives.rules(shop: shop) {
      let left =
        try await rule.takesVoucher ? parts.api.incentives.vouchersLeft(rule: rule.id, shop: shop) : nil
      shown.append(RuleJSON(rule, left: left))
    }
    return RulesJSON(rules: shown)
  }

  static let show = APIOperation(
    id: "showIncentives", group: .incentives, summary: "The rules, and how many codes are left",
    answers: [(200, .json("In the order in which they are tried.", .named("Rules")))])

  static let replace = APIOperation(
    id: "replaceIncentives", group: .incentives, summary: "Replace all rules",
    says: """
      The first rule that applies to a piece of news and has something to give counts; an order is given something \
      once. Pools of vouchers stay with the id of their rule.
      """,
    bodies: [.json(.named("NewRules"))], answers: [(200, .json("As they are now.", .named("Rules")))])

  static let addVouchers = APIOperation(
    id: "addVouchers", group: .incentives, summary: "Add codes to a rule's pool",
    says: "A code that the shop has already is counted as known and not added again.",
    bodies: [.json(.named("Vouchers")), APIOperation.Body(type: "text/plain", schema: .anything)],
    answers: [(200, .json("How many were new.", .named("VoucherReport")))])
}

struct VoucherReportJSON: Encodable {
  let added, known, left: Int
}

struct RulesJSON: Encodable {
  let rules: [RuleJSON]
}

/// A rule as its shop wrote it.
struct RuleJSON: Encodable {
  let id: String
  let events: [String]
  let minBusinessDaysLate: Int?
  let minOrderValue: Money?
  let voucher: Bool
  let texts: [String: IncentiveText]
  let vouchersLeft: Int?

  enum CodingKeys: String, CodingKey {
    case id, events, voucher, texts
    case minBusinessDaysLate = "min_business_days_late"
    case minOrderValue = "min_order_value"
    case vouchersLeft = "vouchers_left"
  }

  /// - Parameter left: codes in its pool; nil where it takes none.
  init(_ rule: IncentiveRule, left: Int?) {
    id = rule.id
    events = rule.kinds.map(\.rawValue).sorted()
    minBusinessDaysLate = rule.minBusinessDaysLate
    minOrderValue = rule.minOrderValue
    voucher = rule.takesVoucher
    texts = rule.texts
    vouchersLeft = left
  }
}
