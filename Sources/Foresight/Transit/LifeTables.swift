import Foundation

/// Open-parcel-days and arrivals by age, for each key. Parcels that are still open count too, so a slow-down shows the
/// same evening. Old evidence fades by an inflating weight on the new.
struct LifeTables: Hashable, Sendable {
  /// Weight of today's evidence; grows until everything is rescaled.
  private(set) var scale = 1.0
  /// Two floats a bin and key, in one block: exposure, then arrivals.
  private var cells: ContiguousArray<Float> = []
  private var slots: [TransitKey: Int] = [:]

  private static let prior = 0.08
  /// Open-parcel-days' worth of trust in the coarser key.
  private static let shrinkage = 10.0
  /// Days in which evidence fades to 1/e.
  private static let forgetting = 180.0

  var keyCount: Int { slots.count }

  init() {}

  func encode(_ writer: inout StateWriter) {
    writer.write(scale)
    writer.write(slots.sorted { $0.value < $1.value }) { $0.write($1.key.value) }
    writer.write(cells) { $0.write($1) }
  }

  init(_ reader: inout StateReader) throws(ForecasterStateError) {
    scale = try reader.double()
    let keys = try reader.array { reader throws(ForecasterStateError) in try reader.integer(UInt64.self) }
    cells = ContiguousArray(try reader.array { reader throws(ForecasterStateError) in try reader.float() })
    for (slot, key) in keys.enumerated() { slots[TransitKey(value: key)] = slot }
    guard slots.count == keys.count, cells.count == keys.count * Self.stride, scale >= 1 else { throw .damaged }
  }

  /// Chance to arrive on a day of that age, on a usual day; coarse to fine, each level pulled to the one before.
  func hazard(_ keys: [Int], bin: Int) -> Double {
    let trust = Self.shrinkage * scale
    var value = Self.prior
    for slot in keys where slot >= 0 {
      let index = slot &* Self.stride &+ bin
      value = (Double(cells[index &+ AgeBins.count]) + trust * value) / (Double(cells[index]) + trust)
    }
    return min(max(value, 1e-4), 0.9)
  }

  /// Where the tables of these keys lie; -1 for a key without one.
  func places(of keys: [TransitKey]) -> [Int] { keys.map { slots[$0] ?? -1 } }

  /// Where they lie, made where they are missing.
  mutating func makePlaces(for keys: [TransitKey]) -> [Int] {
    keys.map { key in
      if let slot = slots[key] { return slot }
      let slot = slots.count
      slots[key] = slot
      cells.append(contentsOf: repeatElement(0, count: Self.stride))
      return slot
    }
  }

  /// A new day: what was learned before weighs less.
  mutating func age() {
    scale *= exp(1 / Self.forgetting)
    guard scale > 1e6 else { return }
    let factor = Float(1 / scale)
    for index in cells.indices { cells[index] *= factor }
    scale = 1
  }

  /// One parcel was open on a day of `weight` usual days, and arrived or not.
  mutating func count(_ places: [Int], bin: Int, weight: Double, arrived: Bool) {
    for slot in places {
      let index = slot &* Self.stride &+ bin
      cells[index] += Float(scale * weight)
      if arrived { cells[index &+ AgeBins.count] += Float(scale) }
    }
  }

  /// Open-parcel-days and arrivals at `bin` in today's weight, for words.
  func counts(_ key: TransitKey, bin: Int) -> (open: Double, arrived: Double)? {
    guard let slot = slots[key] else { return nil }
    let index = slot * Self.stride + bin
    return (Double(cells[index]) / scale, Double(cells[index + AgeBins.count]) / scale)
  }

  private static let stride = 2 * AgeBins.count
}
