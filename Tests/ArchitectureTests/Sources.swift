import Foundation

/// The project's sources as text.
enum ProjectSources {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  struct File {
    let target: String
    /// Relative to the project's root.
    let path: String
    let text: String

    /// Lines with their numbers from 1, comments left out.
    var code: [(number: Int, line: String)] {
      text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().compactMap { index, line in
        let trimmed = line.drop { $0 == " " }
        return trimmed.hasPrefix("//") ? nil : (index + 1, String(line))
      }
    }

    /// Modules that the file imports.
    var imports: [String] {
      code.compactMap { _, line in
        let words = line.split(separator: " ").filter { !$0.hasPrefix("@") }
        guard let index = words.firstIndex(of: "import"), index <= 1 else { return nil }
        return words.last.map { String($0.prefix { $0 != "." }) }
      }
    }
  }

  static let files: [File] = {
    let sources = root.appendingPathComponent("Sources")
    let enumerator = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    return (enumerator?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }.compactMap { url in
      let path = url.path.replacingOccurrences(of: root.path + "/", with: "")
      let parts = path.split(separator: "/")
      guard parts.count > 2, let text = try? String(contentsOf: url, encoding: .utf8) else { return nil }
      return File(target: String(parts[1]), path: path, text: text)
    }
  }()
}
