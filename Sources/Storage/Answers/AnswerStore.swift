import Crypto
import Foundation
import Tracking

/// An answer of the API that can be given again.
public struct KeptAnswer: Hashable, Sendable, Codable {
  public var status: Int
  public var contentType: String
  public var location: String?
  public var body: String

  public init(status: Int, contentType: String, location: String? = nil, body: String) {
    self.status = status
    self.contentType = contentType
    self.location = location
    self.body = body
  }
}

/// What is known about a request with an `Idempotency-Key`.
public enum Repetition: Hashable, Sendable {
  /// Not seen before: do it, then `keep` or `forget`.
  case first
  case again(KeptAnswer)
  /// The first one has not been answered yet.
  case underWay
  /// The key was used for another request.
  case anotherRequest
}

/// Answers kept for repeated requests, each for a day. Sealed: some hold a secret or what a customer ordered.
public struct AnswerStore: Sendable {
  /// How long an answer is kept.
  public static let keptHours: Int64 = 24
  /// A request that was not answered after this died with its process; the next one takes its place.
  static let patienceSeconds: Int64 = 60

  let database: any Database
  let box: SecretBox

  public init(_ database: any Database, box: SecretBox) {
    self.database = database
    self.box = box
  }

  /// Begins a request under a key.
  ///
  /// - Parameters:
  ///   - key: as the client sent it; only its hash is stored.
  ///   - request: everything that must be the same for the request to be the same.
  ///   - now: wall time.
  public func begin(_ key: String, request: [UInt8], shop: ShopID, at now: Timestamp) async throws -> Repetition {
    let (id, fingerprint) = (Self.hash(Array(key.utf8)), Self.hash(request))
    return try await database.transaction { connection in
      try connection.execute(forgetOld, [.integer(now.adding(seconds: -Self.keptHours * 3600).milliseconds)])
      let row: [SQLValue] = [.text(shop.rawValue), .text(id)]
      let isNew = try connection.execute(insertRequest, row + [.text(fingerprint), .integer(now.milliseconds)]) > 0
      if isNew { return .first }
      guard let known = try connection.row(keptRequest, row, KeptRequest.init) else { return .first }
      guard known.fingerprint == fingerprint else { return .anotherRequest }
      if let sealed = known.answer { return .again(try open(sealed)) }
      guard now.seconds(since: known.begunAt) >= Self.patienceSeconds else { return .underWay }
      try connection.execute(beginAgain, row + [.integer(now.milliseconds)])
      return .first
    }
  }

  /// Keeps the answer for those who ask again.
  public func keep(_ answer: KeptAnswer, for key: String, shop: ShopID) async throws {
    let sealed = try box.seal(try StoredJSON.encode(answer), purpose: Self.purpose)
    try await database.transaction { connection in
      _ = try connection.execute(
        keepAnswer, [.text(shop.rawValue), .text(Self.hash(Array(key.utf8))), .text(sealed)])
    }
  }

  /// Nothing was done: the key may be used for the mended request.
  public func forget(_ key: String, shop: ShopID) async throws {
    try await database.transaction { connection in
      _ = try connection.execute(forgetRequest, [.text(shop.rawValue), .text(Self.hash(Array(key.utf8)))])
    }
  }

  private func open(_ sealed: String) throws -> KeptAnswer {
    try StoredJSON.decode(KeptAnswer.self, from: box.open(sealed, purpose: Self.purpose), "kept_answer.answer")
  }

  private static let purpose = "kept answer"

  private static func hash(_ bytes: [UInt8]) -> String {
    SHA256.hash(data: Data(bytes)).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

private struct KeptRequest {
  let fingerprint: String
  let begunAt: Timestamp
  let answer: String?

  init(_ row: any SQLRow) throws {
    var columns = Columns(row)
    fingerprint = try columns.text("kept_answer.fingerprint")
    begunAt = try columns.time("kept_answer.begun_at")
    answer = columns.text()
  }
}

private let forgetOld = SQL("DELETE FROM kept_answer WHERE begun_at <= $1")

private let insertRequest = SQL(
  """
  INSERT INTO kept_answer (shop, key_hash, fingerprint, begun_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (shop, key_hash) DO NOTHING
  """)

private let keptRequest = SQL(
  "SELECT fingerprint, begun_at, answer FROM kept_answer WHERE shop = $1 AND key_hash = $2")

private let beginAgain = SQL("UPDATE kept_answer SET begun_at = $3 WHERE shop = $1 AND key_hash = $2")

private let keepAnswer = SQL("UPDATE kept_answer SET answer = $3 WHERE shop = $1 AND key_hash = $2")

private let forgetRequest = SQL(
  "DELETE FROM kept_answer WHERE shop = $1 AND key_hash = $2 AND answer IS NULL")
