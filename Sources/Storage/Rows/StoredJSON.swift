import Foundation

/// Values that are only read whole, as JSON text with sorted keys.
enum StoredJSON {
  // JSON has no such numbers; one of them must not make a commit fail.
  private static let infinity = "infinity"
  private static let nan = "nan"

  static func encode(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from text: String, _ name: StaticString) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: infinity, negativeInfinity: "-" + infinity, nan: nan)
    do {
      return try decoder.decode(type, from: Data(text.utf8))
    } catch {
      throw StorageError.corrupt("\(name) cannot be read")
    }
  }
}
