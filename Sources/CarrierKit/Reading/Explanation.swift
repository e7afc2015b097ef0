/// Collects, line by line, how an answer was read. Made only where somebody asked.
final class Explanation {
  private(set) var lines: [String] = []

  func note(_ line: @autoclosure () -> String) { lines.append(line()) }
}
