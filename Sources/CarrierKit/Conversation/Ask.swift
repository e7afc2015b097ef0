import HTTPTypes
import Tracking

/// One number a carrier is asked for, with what may help or unlock the answer.
public struct Ask: Hashable, Sendable {
  public var number: String
  public var postalCode: String?
  /// BCP 47 tag of the language that texts are wanted in.
  public var language: String?
  /// The carrier's service or division, where known; also chooses among several shipments under one number.
  public var service: String?
  /// Destination, ISO 3166-1 alpha-2.
  public var country: String?

  public init(
    number: String, postalCode: String? = nil, language: String? = nil, service: String? = nil, country: String? = nil
  ) {
    self.number = number
    self.postalCode = postalCode
    self.language = language
    self.service = service
    self.country = country
  }
}

/// With what a carrier is asked: an API of its manifest, credentials, perhaps another server.
public struct CarrierAccount: Sendable {
  public var carrier: CarrierID
  public var api: String
  public var secrets: [String: String]
  /// A sandbox: the request goes to `<base>/<host><path>` instead. Plain http is permitted here only.
  public var base: String?

  public init(carrier: CarrierID, api: String, secrets: [String: String] = [:], base: String? = nil) {
    self.carrier = carrier
    self.api = api
    self.secrets = secrets
    self.base = base
  }
}

/// A request ready to be sent.
public struct CarrierRequest: Sendable, Hashable {
  public var request: HTTPRequest
  public var body: [UInt8]

  public init(request: HTTPRequest, body: [UInt8] = []) {
    self.request = request
    self.body = body
  }
}

/// What came back.
public struct CarrierAnswer: Sendable, Hashable {
  public var status: Int
  public var headers: HTTPFields
  public var body: [UInt8]

  public init(status: Int, headers: HTTPFields = [:], body: [UInt8]) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  public init(response: HTTPResponse, body: [UInt8]) {
    self.init(status: response.status.code, headers: response.headerFields, body: body)
  }

  /// The charset of Content-Type.
  var charset: String? {
    guard let type = headers[.contentType] else { return nil }
    for parameter in type.split(separator: ";").dropFirst() {
      let pair = parameter.split(separator: "=", maxSplits: 1)
      guard let name = pair.first, let value = pair.last, pair.count == 2,
        tidyText(String(name))?.lowercased() == "charset"
      else { continue }
      let charset = value.filter { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.:".contains($0)) }
      return charset.isEmpty ? nil : charset
    }
    return nil
  }
}

/// What a login step got.
public struct Token: Hashable, Sendable {
  public var value: String
  /// When it ends, by the carrier's word.
  public var expires: Timestamp

  /// What `{login.…}` is.
  public var carried: [String: String]

  public init(value: String, expires: Timestamp, carried: [String: String] = [:]) {
    self.value = value
    self.expires = expires
    self.carried = carried
  }
}
