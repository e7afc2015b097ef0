import Foundation
import StrictYAML

/// All languages of an installation: the files of `Catalogs/`, checked against each other.
public struct Catalogs: Sendable {
  private let catalogs: [String: Catalog]
  /// The languages there are, sorted.
  public let languages: [String]
  /// Changes whenever any text changes: a part of the key under which rendered pages are kept.
  public let version: Int
  /// The language that all others are measured by, and the last resort.
  public static let reference = "en"

  /// - Parameters:
  ///   - files: file names as shown to people, ending in `<language>.yaml`, and their texts.
  ///   - required: keys that the program asks for; each must be in the reference language.
  /// - Throws: every problem of all files: not readable, keys or placeholders that differ from the reference
  ///   language, plural forms missing, empty texts, no reference language.
  public init(files: [(name: String, text: String)], required: Set<String> = []) throws(YAMLProblems) {
    var problems: [YAMLProblem] = []
    var readers: [(file: String, reader: CatalogReader)] = []
    for (name, text) in files.sorted(by: { $0.name < $1.name }) {
      do {
        readers.append((name, try Catalogs.read(text, file: name)))
      } catch {
        problems += error.list
      }
    }
    problems += Catalogs.compare(readers, required: required, broken: !problems.isEmpty)
    guard problems.isEmpty else { throw YAMLProblems(problems) }
    catalogs = Dictionary(
      readers.map { ($0.reader.language, $0.reader) }.map {
        ($0, Catalog(language: $0, messages: $1.messages, plurals: $1.plurals))
      }
    ) { first, _ in first }
    languages = catalogs.keys.sorted()
    var hasher = StableHash()
    for (name, text) in files.sorted(by: { $0.name < $1.name }) {
      hasher.add(name)
      hasher.add(text)
    }
    version = hasher.value
  }

  /// Reads the `*.yaml` files of a directory.
  public init(directory: String, required: Set<String> = []) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".yaml") }
    let files = try names.map { name in
      let path = directory + "/" + name
      return (name: path, text: try String(contentsOfFile: path, encoding: .utf8))
    }
    try self.init(files: files, required: required)
  }

  /// The catalog of a language; of the language without its region where there is none (`de` for `de-AT`);
  /// else the reference.
  public subscript(language: String) -> Catalog? {
    catalogs[Language.match(language, among: languages) ?? Catalogs.reference]
  }

  /// The catalog that every installation has.
  public var reference: Catalog {
    catalogs[Catalogs.reference]
      ?? Catalog(language: Catalogs.reference, messages: [:], plurals: PluralRules(locale: "en"))
  }

  private static func read(_ text: String, file: String) throws(YAMLProblems) -> CatalogReader {
    let language = String((file.split(separator: "/").last ?? "").dropLast(".yaml".count))
    return try YAMLDocument.decode(text, file: file) { root in
      if Language.normalized(language) != language {
        root.problem("'\(language)' is no language tag", hint: "name the file as in de.yaml or pt-BR.yaml")
      }
      guard root.isMapping else {
        _ = root.mapping()
        return nil
      }
      var reader = CatalogReader(language: language)
      reader.read(root)
      return reader
    }
  }

  private static func compare(
    _ readers: [(file: String, reader: CatalogReader)], required: Set<String>, broken: Bool
  ) -> [YAMLProblem] {
    guard let (file, reference) = readers.first(where: { $0.reader.language == Catalogs.reference }) else {
      let nowhere = YAMLPosition(file: "Catalogs", line: 1, column: 1)
      return broken
        ? [] : [YAMLProblem(nowhere, "there is no \(Catalogs.reference).yaml; the others are measured by it")]
    }
    var problems = required.subtracting(reference.messages.keys).map {
      YAMLProblem(YAMLPosition(file: file, line: 1, column: 1), "the key '\($0)' is missing; the program asks for it")
    }
    for (file, reader) in readers where reader.language != Catalogs.reference {
      problems += Catalogs.compare(reader, in: file, with: reference)
    }
    return problems
  }

  private static func compare(_ reader: CatalogReader, in file: String, with reference: CatalogReader) -> [YAMLProblem]
  {
    var problems: [YAMLProblem] = []
    let top = YAMLPosition(file: file, line: 1, column: 1)
    for (key, message) in reference.messages {
      guard let own = reader.messages[key] else {
        problems.append(YAMLProblem(top, "the key '\(key)' is missing", hint: "\(Catalogs.reference) has it"))
        continue
      }
      let position = reader.positions[key] ?? top
      // A plural form may leave the number out ("one: ein Tag"), so it need not be in every language.
      let wanted = message.placeholders.subtracting(["count"])
      let found = own.placeholders.subtracting(["count"])
      for name in wanted.subtracting(found).sorted() {
        problems.append(YAMLProblem(position, "'\(key)' lacks the placeholder {\(name)}"))
      }
      for name in found.subtracting(wanted).sorted() {
        let meant = didYouMean(name, among: wanted).map { "did you mean {\($0)}?" }
        problems.append(YAMLProblem(position, "'\(key)' has the unknown placeholder {\(name)}", hint: meant))
      }
      if case .plain = own, case .plural = message {
        problems.append(
          YAMLProblem(position, "'\(key)' must have plural forms", hint: "\(Catalogs.reference) has them"))
      }
    }
    for key in Set(reader.messages.keys).subtracting(reference.messages.keys) {
      let meant = didYouMean(key, among: reference.messages.keys).map { "did you mean '\($0)'?" }
      problems.append(YAMLProblem(reader.positions[key] ?? top, "unknown key '\(key)'", hint: meant))
    }
    return problems
  }
}

/// FNV-1a, 64 bits: the same in every process, unlike `Hasher`.
private struct StableHash {
  private var state: UInt64 = 0xCBF2_9CE4_8422_2325

  mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x100_0000_01B3 }
    state = (state ^ 0xFF) &* 0x100_0000_01B3
  }

  var value: Int { Int(truncatingIfNeeded: state >> 1) }
}
