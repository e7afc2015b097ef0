import Foundation

/// Open-parcel-days and arrivals by age, for each key. Parcels that are still open count too, so a slow-down shows the
/// same evening. Old evidence fades by an inflating weight on the new.
struct LifeTables: Hashable, Sendable {
  /// Weight of today's evidence; grows until everything is rescaled.
  private(set) var scale = 1.0
  /// Two floats a bin and key, in one block: exposure, then arrivals.
  private(set) var cells: ContiguousArray<Float> = []
  private(set) var slots: [TransitKey: Int32] = [:]
  /// Days in which evidence fades to 1/e.
  private let forgetting: Double

  /// Chance to arrive on a day, before anything is known.
  static let prior = 0.08
  /// Open-parcel-days' worth of trust in the coarser key.
  private static let shrinkage = 10.0
  /// Tables at most; the least used are given up. What they held is in their parents too, which counted every parcel.
  static let limit = 14_000

  init(forgetting: Double) {
    self.forgetting = forgetting
  }

  var keyCount: Int { slots.count }
  var byteCount: Int { cells.capacity * 4 + slots.capacity * 12 * 4 / 3 }

  /// The chance that a table gives for a usual day of that age, pulled to `coarser`, the one of the key before it.
  func hazard(_ slot: Int, bin: Int, coarser: Double) -> Double {
    guard slot >= 0 else { return coarser }
    let trust = Self.shrinkage * scale
    let index = slot &* Self.blockSize &+ bin
    return (Double(cells[index &+ AgeBins.count]) + trust * coarser) / (Double(cells[index]) + trust)
  }

  /// Where the tables of these keys lie; -1 for a key without one.
  func places(of keys: [TransitKey]) -> [Int] { keys.map { Int(slots[$0] ?? -1) } }

  /// Where they lie, made where they are missing.
  mutating func makePlaces(for keys: [TransitKey]) -> [Int] {
    keys.map { key in
      if let slot = slots[key] { return Int(slot) }
      let slot = slots.count
      slots[key] = Int32(clamping: slot)
      cells.append(contentsOf: repeatElement(0, count: Self.blockSize))
      return slot
    }
  }

  /// A new day: what was learned before weighs less.
  mutating func age() {
    scale *= exp(1 / forgetting)
    if slots.count > Self.limit { giveUpLeastUsed() }
    guard scale > 1e6 else { return }
    let factor = Float(1 / scale)
    for index in cells.indices { cells[index] *= factor }
    scale = 1
  }

  /// One parcel was open on a day of `weight` usual days, and arrived or not.
  mutating func count(_ places: [Int], bin: Int, weight: Double, arrived: Bool) {
    let exposure = Float(scale * weight)
    let arrival = Float(scale)
    for slot in places {
      let index = slot &* Self.blockSize &+ bin
      cells[index] += exposure
      if arrived { cells[index &+ AgeBins.count] += arrival }
    }
  }

  /// Open-parcel-days and arrivals at `bin` in today's weight, for words.
  func counts(_ slot: Int, bin: Int) -> (open: Double, arrived: Double) {
    let index = slot * Self.blockSize + bin
    return (Double(cells[index]) / scale, Double(cells[index + AgeBins.count]) / scale)
  }

  static let blockSize = 2 * AgeBins.count

  /// Drops the tenth of the tables with the least faded evidence; the rest moves together.
  private mutating func giveUpLeastUsed() {
    let used = slots.map { key, slot in
      let start = Int(slot) * Self.blockSize
      return (key: key, slot: Int(slot), use: cells[start..<start + AgeBins.count].reduce(0, +))
    }.sorted { ($0.use, $0.key.value) < ($1.use, $1.key.value) }
    let kept = used.dropFirst(used.count - Self.limit * 9 / 10).sorted { $0.slot < $1.slot }
    slots = [:]
    for (place, one) in kept.enumerated() {
      slots[one.key] = Int32(clamping: place)
      guard place != one.slot else { continue }
      for offset in 0..<Self.blockSize {
        cells[place * Self.blockSize + offset] = cells[one.slot * Self.blockSize + offset]
      }
    }
    cells.removeLast(cells.count - kept.count * Self.blockSize)
  }
}

extension LifeTables {
  func encode(_ writer: inout StateWriter) {
    writer.write(scale)
    writer.write(slots.sorted { $0.value < $1.value }) { $0.write($1.key.value) }
    writer.write(cells) { $0.write($1) }
  }

  mutating func decode(_ reader: inout StateReader) throws(ForecasterStateError) {
    scale = try reader.double()
    let keys = try reader.array { reader throws(ForecasterStateError) in try reader.integer(UInt64.self) }
    cells = ContiguousArray(try reader.array { reader throws(ForecasterStateError) in try reader.float() })
    slots = [:]
    for (slot, key) in keys.enumerated() { slots[TransitKey(value: key)] = Int32(clamping: slot) }
    guard slots.count == keys.count, cells.count == keys.count * Self.blockSize, scale >= 1 else { throw .damaged }
  }
}
