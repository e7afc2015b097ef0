import Foundation

/// Where the shipped data (carriers, catalogs) lies: the configured place, then `<prefix>/share/tidings` of the
/// running program, then the working directory.
enum DataFiles {
  /// The first place that has a folder `name`; nil where none has.
  static func directory(_ name: String, configured: String? = nil) -> String? {
    candidates(configured).map { $0 == "." ? name : $0 + "/" + name }.first { isDirectory($0) }
  }

  /// Places in the order in which they are looked at.
  static func candidates(_ configured: String?) -> [String] {
    let environment = ProcessInfo.processInfo.environment["TIDINGS_DATA"]
    // Not the first argument: called by its name alone, that says nothing of where the program lies.
    let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let prefix = URL(fileURLWithPath: program ?? CommandLine.arguments.first ?? "tidings")
      .deletingLastPathComponent().deletingLastPathComponent().path
    return [configured, environment, prefix + "/share/tidings", "."]
      .compactMap(\.self)
  }

  private static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
