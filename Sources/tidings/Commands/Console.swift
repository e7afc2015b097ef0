import Foundation

/// Where commands talk to a person: results on stdout, everything else on stderr.
enum Console {
  static func result(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  static func note(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
  }

  /// In place of the line before.
  static func overwrite(_ text: String) {
    FileHandle.standardError.write(Data(("\r" + text).utf8))
  }

  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
