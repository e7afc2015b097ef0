import Foundation
import Testing

@Suite("Habits that keep the daemon alive and testable")
struct HabitTests {
  /// Where a thing may occur besides the executable.
  struct Habit: CustomTestStringConvertible {
    let pattern: String
    let why: String
    /// Targets, or paths, in which it is allowed.
    var allowed: [String] = ["tidings"]
    var testDescription: String { pattern }
  }

  static let habits = [
    Habit(pattern: "Date()", why: "time comes in as an argument"),
    Habit(pattern: "Date.now", why: "time comes in as an argument"),
    Habit(pattern: "Task {", why: "work belongs to a group that waits for it"),
    Habit(pattern: "Task.detached", why: "work belongs to a group that waits for it"),
    Habit(pattern: "print(", why: "only commands talk to a person"),
    Habit(pattern: "try!", why: "a trap ends the daemon", allowed: []),
    Habit(pattern: "as! ", why: "a trap ends the daemon", allowed: []),
    Habit(pattern: "fatalError(", why: "a trap ends the daemon", allowed: []),
    Habit(pattern: "Bundle.module", why: "data files are looked up beside the program", allowed: []),
    Habit(
      pattern: "Mutex(", why: "locks live where threads meet",
      allowed: ["tidings", "Transport", "Polling", "Site", "Sandbox", "Storage", "Localization", "Outreach"]),
    Habit(
      pattern: "DispatchQueue", why: "one concurrency model; a database driver blocks threads", allowed: ["Storage"]),
    Habit(pattern: "NSLock", why: "Mutex is the lock", allowed: []),
  ]

  @Test("Each stands only where it is allowed", arguments: habits)
  func habit(_ habit: Habit) {
    for file in ProjectSources.files where !habit.allowed.contains(where: { file.target == $0 || file.path == $0 }) {
      let hits = file.code.filter { contains($0.line, habit.pattern) }
      #expect(hits.isEmpty, "\(file.path):\(hits.first?.number ?? 0) has \(habit.pattern) — \(habit.why)")
    }
  }

  /// As a word of its own: `sprint(` is not `print(`, `fooTask {` is not `Task {`.
  private func contains(_ line: String, _ pattern: String) -> Bool {
    var rest = Substring(line)
    while let range = rest.range(of: pattern) {
      let before = rest[..<range.lowerBound].last ?? (rest.startIndex > line.startIndex ? "x" : " ")
      if !(before.isLetter || before.isNumber || before == "_" || before == ".") { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }

  @Test("SQL stands in Storage only")
  func sql() {
    for file in ProjectSources.files where file.target != "Storage" {
      let hits = file.code.filter { $0.line.contains("SELECT ") || $0.line.contains("INSERT INTO ") }
      #expect(hits.isEmpty, "\(file.path):\(hits.first?.number ?? 0) holds SQL")
    }
  }
}
