import Tracking

/// Reads a row's columns one after the other, in the order in which they were asked for.
///
/// A value that the schema does not permit is `StorageError.corrupt` with the name of the column.
struct Columns {
  private let row: any SQLRow
  private var index: Int

  init(_ row: any SQLRow, from index: Int = 0) {
    self.row = row
    self.index = index
  }

  private mutating func advance() -> Int {
    defer { index += 1 }
    return index
  }

  mutating func text() -> String? { row.text(advance()) }
  mutating func integer() -> Int64? { row.integer(advance()) }

  mutating func text(_ name: StaticString) throws -> String {
    guard let value = text() else { throw StorageError.corrupt("\(name) is missing") }
    return value
  }

  mutating func integer(_ name: StaticString) throws -> Int64 {
    guard let value = integer() else { throw StorageError.corrupt("\(name) is missing") }
    return value
  }

  mutating func int(_ name: StaticString) throws -> Int { Int(try integer(name)) }
  mutating func flag(_ name: StaticString) throws -> Bool { try integer(name) != 0 }

  mutating func time() -> Timestamp? { integer().map(Timestamp.init(milliseconds:)) }
  mutating func time(_ name: StaticString) throws -> Timestamp { Timestamp(milliseconds: try integer(name)) }

  mutating func day() -> CivilDate? { integer().map { CivilDate(dayNumber: Int($0)) } }

  /// A word of a closed list, where there is one.
  mutating func word<Word: RawRepresentable>(
    _ name: StaticString, as: Word.Type = Word.self
  ) throws -> Word? where Word.RawValue == String {
    guard let text = text() else { return nil }
    guard let word = Word(rawValue: text) else { throw StorageError.corrupt("\(name) is '\(text)'") }
    return word
  }

  /// A word of a closed list that must be there.
  mutating func requiredWord<Word: RawRepresentable>(
    _ name: StaticString, as: Word.Type = Word.self
  ) throws -> Word where Word.RawValue == String {
    guard let word = try word(name, as: Word.self) else { throw StorageError.corrupt("\(name) is missing") }
    return word
  }

  /// A value kept as JSON, where there is one.
  mutating func json<Value: Decodable>(_ name: StaticString, as: Value.Type = Value.self) throws -> Value? {
    guard let text = text() else { return nil }
    return try StoredJSON.decode(Value.self, from: text, name)
  }
}

extension SQLValue {
  init(_ time: Timestamp?) { self.init(time?.milliseconds) }
  init(_ day: CivilDate?) { self.init(day?.dayNumber) }

  init<Word: RawRepresentable>(word: Word?) where Word.RawValue == String { self.init(word?.rawValue) }
}
