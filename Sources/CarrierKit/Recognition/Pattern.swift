import CPCRE2

/// A pattern that PCRE2 refuses: what is wrong and at which character.
public struct PatternProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let message: String
  /// Offset into the pattern, in characters.
  public let offset: Int

  public var description: String { "\(message) (at character \(offset + 1))" }
}

/// A regular expression from a manifest, compiled once. It matches a whole number, never a part of one.
///
/// Patterns come from files that people drop in, so a match may not run away: backtracking is limited to
/// `matchLimit` steps and `depthLimit` levels, and subjects are short ASCII (`TrackingNumber`). A match that hits a
/// limit counts as none.
public final class Pattern: Sendable {
  static let longestSource = 500
  static let matchLimit: UInt32 = 10_000
  static let depthLimit: UInt32 = 250

  /// The pattern as written.
  public let source: String
  /// Code and context are read-only once compiled: PCRE2 allows any number of threads to match with them.
  private let code: Handle
  private let context: Handle
  private let serialGroup: Int?
  private let checkGroup: Int?
  private let numberGroup: Int?

  /// What a match found: the part that the check digit is computed over, with the check digit last.
  struct Match: Equatable {
    var checked: Range<Int>
    /// Where the check digit stands apart from the serial number.
    var check: Range<Int>?
    /// The part that the carrier knows the parcel by, where that is not all of it.
    var number: Range<Int>?
  }

  /// Compiles `source` as an anchored pattern over upper-case ASCII.
  public init(_ source: String) throws(PatternProblem) {
    guard source.utf8.count <= Self.longestSource else {
      throw PatternProblem(message: "longer than \(Self.longestSource) characters", offset: Self.longestSource)
    }
    var code = 0 as Int32
    var offset = 0
    let bytes = Array(source.utf8)
    let compiled = bytes.withUnsafeBufferPointer { buffer in
      pcre2_compile_8(
        buffer.baseAddress, buffer.count, UInt32(PCRE2_ANCHORED) | UInt32(PCRE2_ENDANCHORED) | UInt32(PCRE2_NEVER_UTF),
        &code, &offset, nil)
    }
    guard let compiled else { throw PatternProblem(message: Self.message(code), offset: offset) }
    self.code = Handle(compiled, free: pcre2_code_free_8)
    guard let context = pcre2_match_context_create_8(nil) else {
      throw PatternProblem(message: "out of memory", offset: 0)
    }
    pcre2_set_match_limit_8(context, Self.matchLimit)
    pcre2_set_depth_limit_8(context, Self.depthLimit)
    pcre2_set_heap_limit_8(context, 256)
    self.context = Handle(context, free: pcre2_match_context_free_8)
    // Without a just-in-time compiler for this machine PCRE2 interprets: slower, same answers.
    _ = pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
    self.source = source
    serialGroup = Self.group("serial", in: compiled)
    checkGroup = Self.group("check", in: compiled)
    numberGroup = Self.group("number", in: compiled)
  }

  /// Whether the whole of `number` fits.
  public func matches(_ number: TrackingNumber) -> Bool { match(number.bytes) != nil }

  func match(_ bytes: [UInt8]) -> Match? {
    guard bytes.count <= TrackingNumber.longest, let data = pcre2_match_data_create_from_pattern_8(code.pointer, nil)
    else { return nil }
    defer { pcre2_match_data_free_8(data) }
    let found = bytes.withUnsafeBufferPointer { buffer in
      pcre2_match_8(code.pointer, buffer.baseAddress, buffer.count, 0, 0, data, context.pointer)
    }
    guard found > 0, let pairs = pcre2_get_ovector_pointer_8(data) else { return nil }
    let count = Int(pcre2_get_ovector_count_8(data))
    func range(_ group: Int?) -> Range<Int>? {
      guard let group, group < count else { return nil }
      let from = Int(clamping: pairs[2 * group])
      let to = Int(clamping: pairs[2 * group + 1])
      return from <= to && to <= bytes.count ? from..<to : nil
    }
    let number = range(numberGroup)
    guard let serial = range(serialGroup) else { return Match(checked: 0..<bytes.count, check: nil, number: number) }
    return Match(checked: serial, check: range(checkGroup), number: number)
  }

  private static func group(_ name: String, in code: OpaquePointer) -> Int? {
    let number = name.utf8CString.withUnsafeBytes { raw in
      pcre2_substring_number_from_name_8(code, raw.baseAddress?.assumingMemoryBound(to: UInt8.self))
    }
    return number > 0 ? Int(number) : nil
  }

  private static func message(_ code: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 160)
    let length = pcre2_get_error_message_8(code, &buffer, buffer.count)
    return length > 0 ? String(decoding: buffer.prefix(Int(length)), as: UTF8.self) : "error \(code)"
  }

  /// Owns one of PCRE2's objects. Sendable because nothing writes to the object after `Pattern.init`.
  private final class Handle: @unchecked Sendable {
    let pointer: OpaquePointer
    private let free: @convention(c) (OpaquePointer?) -> Void

    init(_ pointer: OpaquePointer, free: @escaping @convention(c) (OpaquePointer?) -> Void) {
      self.pointer = pointer
      self.free = free
    }

    deinit { free(pointer) }
  }
}
