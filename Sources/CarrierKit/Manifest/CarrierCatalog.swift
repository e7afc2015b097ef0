import Foundation
import StrictYAML
import Tracking

/// All carriers that could be loaded.
public struct CarrierCatalog: Sendable {
  public private(set) var carriers: [CarrierID: Carrier]

  public init(_ carriers: [Carrier] = []) {
    self.carriers = Dictionary(carriers.map { ($0.id, $0) }) { _, later in later }
  }

  public subscript(id: CarrierID) -> Carrier? { carriers[id] }

  /// By id.
  public var sorted: [Carrier] { carriers.values.sorted { $0.id.rawValue < $1.id.rawValue } }

  /// Loads `<directory>/<id>/carrier.yaml` of each directory. A later directory overrides an id; a broken carrier
  /// is left out (or the earlier one kept), and its problems are told with all others.
  public static func load(directories: [String]) -> (catalog: CarrierCatalog, problems: YAMLProblems) {
    var catalog = CarrierCatalog()
    var problems: [YAMLProblem] = []
    for directory in directories {
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
        problems.append(problem(directory, "the directory of carriers cannot be read"))
        continue
      }
      for name in names.sorted()
      where !name.hasPrefix(".") && !name.hasPrefix("_") && isDirectory("\(directory)/\(name)") {
        do throws(YAMLProblems) {
          let carrier = try load(folder: "\(directory)/\(name)")
          catalog.carriers[carrier.id] = carrier
        } catch {
          problems += error.list
        }
      }
    }
    return (catalog, YAMLProblems(problems))
  }

  /// One carrier from its folder, or all of its problems.
  public static func load(folder: String) throws(YAMLProblems) -> Carrier {
    let path = "\(folder)/carrier.yaml"
    guard let text = read(path) else {
      throw YAMLProblems([problem(path, "the file cannot be read as UTF-8 text")])
    }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    return try decode(text, file: path, folder: name) { read("\(folder)/\($0)") }
  }

  /// One carrier from text.
  ///
  /// - Parameters:
  ///   - file: shown in problems.
  ///   - folder: what the id has to be.
  ///   - beside: reads a file of the carrier's folder.
  public static func decode(
    _ text: String, file: String, folder: String, beside: @escaping (String) -> String? = { _ in nil }
  ) throws(YAMLProblems) -> Carrier {
    let decoder = ManifestDecoder(folder: folder, file: beside)
    return try YAMLDocument.decode(text, file: file) { decoder.carrier($0) }
  }

  /// The keys that the loader knows in each mapping of a manifest: what the schema for editors has to say too.
  public static func shapes(
    _ text: String, file: String, folder: String, beside: @escaping (String) -> String? = { _ in nil }
  ) -> [YAMLShape] {
    let decoder = ManifestDecoder(folder: folder, file: beside)
    return YAMLDocument.shapes(text, file: file) { _ = decoder.carrier($0) }
  }

  private static func read(_ path: String) -> String? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return String(validating: data, as: UTF8.self)
  }

  private static func isDirectory(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
      || (try? URL(fileURLWithPath: path).resolvingSymlinksInPath().resourceValues(forKeys: [.isDirectoryKey])
        .isDirectory)
        == true
  }

  private static func problem(_ file: String, _ message: String) -> YAMLProblem {
    YAMLProblem(YAMLPosition(file: file, line: 1, column: 1), message)
  }
}
