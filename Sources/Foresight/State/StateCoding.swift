/// Why a state that was written earlier cannot be read.
public enum ForecasterStateError: Error, Hashable, Sendable, CustomStringConvertible {
  case notOurs
  /// Written by another version of the format.
  case version(UInt16)
  /// Ends early, or holds what cannot be.
  case damaged

  public var description: String {
    switch self {
    case .notOurs: "this is no state of the forecaster"
    case .version(let found): "the forecaster's state has format \(found), this program reads \(StateWriter.version)"
    case .damaged: "the forecaster's state is damaged"
    }
  }
}

/// Writes what was learned as bytes, little endian, floating point bit by bit: what is read is what was written.
struct StateWriter {
  static let magic: [UInt8] = Array("TDFC".utf8)
  static let version: UInt16 = 2

  private(set) var bytes: [UInt8] = []

  init() {
    bytes = Self.magic
    write(Self.version)
  }

  mutating func write<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: 0, to: Value.bitWidth, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  mutating func write(_ value: Double) { write(value.bitPattern) }
  mutating func write(_ value: Float) { write(value.bitPattern) }
  mutating func write(_ value: Bool) { bytes.append(value ? 1 : 0) }

  mutating func write(_ value: String) {
    write(UInt32(clamping: value.utf8.count))
    bytes.append(contentsOf: value.utf8.prefix(Int(UInt32.max)))
  }

  /// A length, then the elements.
  mutating func write<Values: Collection>(_ values: Values, each: (inout StateWriter, Values.Element) -> Void) {
    write(UInt32(clamping: values.count))
    for value in values { each(&self, value) }
  }

  mutating func write<Value>(_ value: Value?, some: (inout StateWriter, Value) -> Void) {
    write(value != nil)
    if let value { some(&self, value) }
  }
}

/// Reads what `StateWriter` wrote; never past the end.
struct StateReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) throws(ForecasterStateError) {
    self.bytes = bytes
    guard bytes.starts(with: StateWriter.magic) else { throw .notOurs }
    position = StateWriter.magic.count
    let version = try integer(UInt16.self)
    guard version == StateWriter.version else { throw .version(version) }
  }

  var isAtEnd: Bool { position == bytes.count }

  mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type) throws(ForecasterStateError) -> Value {
    let size = Value.bitWidth / 8
    guard bytes.count - position >= size else { throw .damaged }
    var value: Value = 0
    for index in 0..<size { value |= Value(truncatingIfNeeded: bytes[position + index]) << (8 * index) }
    position += size
    return value
  }

  mutating func double() throws(ForecasterStateError) -> Double {
    Double(bitPattern: try integer(UInt64.self))
  }

  mutating func float() throws(ForecasterStateError) -> Float {
    Float(bitPattern: try integer(UInt32.self))
  }

  mutating func bool() throws(ForecasterStateError) -> Bool { try integer(UInt8.self) != 0 }

  mutating func string() throws(ForecasterStateError) -> String {
    let count = Int(try integer(UInt32.self))
    guard bytes.count - position >= count else { throw .damaged }
    defer { position += count }
    return String(decoding: bytes[position..<position + count], as: UTF8.self)
  }

  /// A length, then the elements. A length that the rest cannot hold is damage, not a reason to reserve memory.
  mutating func array<Value>(
    _ element: (inout StateReader) throws(ForecasterStateError) -> Value
  ) throws(ForecasterStateError) -> [Value] {
    let count = Int(try integer(UInt32.self))
    guard count <= bytes.count - position else { throw .damaged }
    var values: [Value] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try element(&self)) }
    return values
  }

  mutating func optional<Value>(
    _ some: (inout StateReader) throws(ForecasterStateError) -> Value
  ) throws(ForecasterStateError) -> Value? {
    try bool() ? try some(&self) : nil
  }

  /// A day as its number; damage outside the calendar.
  mutating func day() throws(ForecasterStateError) -> Int {
    let number = Int(try integer(Int32.self))
    guard (-719_162...2_932_896).contains(number) else { throw .damaged }
    return number
  }
}
