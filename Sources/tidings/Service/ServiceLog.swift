import Foundation
import Logging

/// The daemon's log: with a priority before each line where stderr is the journal, else with a time for a person.
enum ServiceLog {
  static func make(
    level: Logger.Level, environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> Logger {
    var logger = Logger(label: "tidings") { label in
      environment["JOURNAL_STREAM"] == nil
        ? StreamLogHandler.standardError(label: label) as any LogHandler
        : JournalLogHandler { FileHandle.standardError.write(Data($0.utf8)) }
    }
    logger.logLevel = level
    return logger
  }
}

/// Lines as the journal reads them from a service's stderr (sd-daemon(3)): `<6>message key=value …`.
struct JournalLogHandler: LogHandler {
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]
  let write: @Sendable (String) -> Void

  init(write: @escaping @Sendable (String) -> Void) {
    self.write = write
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let fields = all.sorted { $0.key < $1.key }.map { " \($0.key)=\(Self.quoted("\($0.value)"))" }
    write("<\(Self.priority(event.level))>\(Self.oneLine("\(event.message)"))\(fields.joined())\n")
  }

  /// syslog's numbers.
  private static func priority(_ level: Logger.Level) -> Int {
    switch level {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }

  private static func quoted(_ text: String) -> String {
    let line = oneLine(text)
    return line.contains(where: { $0 == " " || $0 == "\"" || $0 == "=" })
      ? "\"\(line.replacing("\"", with: "'"))\"" : line
  }

  /// A line break within a message would begin another message, with a priority of its choice.
  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }))
  }
}
