/// A link found in a decoded text, and the bytes that it takes up there.
struct LinkPlace: Sendable {
  enum Kind: Sendable, Equatable {
    /// The value of an `href`.
    case href
    /// Readable text outside of any element that links.
    case text
    /// The readable text of an element whose `href` is the place with this index; nil: of no place.
    case label(of: Int?)
  }

  /// In the decoded text.
  var range: Range<Int>
  /// Without entities.
  var link: [UInt8]
  var kind: Kind
  /// Why it has to stay whatever it is.
  var doubt: LeftReason?
  /// It ends where markup begins that may only style it: the number has to have a known form then.
  var endsAtMarkup = false
}

/// Bytes that take the place of others.
struct Edit: Sendable, Equatable {
  var range: Range<Int>
  var bytes: [UInt8]

  /// - Parameter edits: in order, none overlapping.
  static func apply(_ edits: [Edit], to source: [UInt8]) -> [UInt8] {
    guard !edits.isEmpty else { return source }
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var at = 0
    for edit in edits where edit.range.lowerBound >= at && edit.range.upperBound <= source.count {
      result += source[at..<edit.range.lowerBound]
      result += edit.bytes
      at = edit.range.upperBound
    }
    result += source[at...]
    return result
  }
}
