/// A style sheet of literals of our source and colors: nothing foreign can enter it, so it needs no escaping.
public struct StyleSheet: Hashable, Sendable {
  /// The text as it stands between `<style>` and `</style>`; its SHA-256 goes into the policy.
  public private(set) var bytes: [UInt8]

  public init() {
    bytes = []
  }

  public var isEmpty: Bool { bytes.isEmpty }

  /// Appends rules. Line breaks, which only help readers of our source, are dropped.
  public mutating func add(_ rules: StaticString) {
    rules.withUTF8Buffer { source in
      bytes.append(contentsOf: source.lazy.filter { $0 != UInt8(ascii: "\n") })
    }
  }

  public mutating func add(_ sheet: StyleSheet) {
    bytes.append(contentsOf: sheet.bytes)
  }

  /// Appends `#rrggbb`, never shortened: some mail programs read only that.
  public mutating func add(red: UInt8, green: UInt8, blue: UInt8) {
    add("#")
    let digits: StaticString = "0123456789abcdef"
    digits.withUTF8Buffer { digits in
      for channel in [red, green, blue] {
        bytes.append(digits[Int(channel >> 4)])
        bytes.append(digits[Int(channel & 15)])
      }
    }
  }

  /// Appends `name:#rrggbb`, shortened to `#rgb` where that is the same color.
  public mutating func add(_ name: StaticString, red: UInt8, green: UInt8, blue: UInt8) {
    add(name)
    add(":#")
    let channels = [red, green, blue]
    let isShort = channels.allSatisfy { $0 >> 4 == $0 & 15 }
    let digits: StaticString = "0123456789abcdef"
    digits.withUTF8Buffer { digits in
      for channel in channels {
        if !isShort { bytes.append(digits[Int(channel >> 4)]) }
        bytes.append(digits[Int(channel & 15)])
      }
    }
  }
}
