import StrictYAML
import Tracking

extension ManifestDecoder {
  /// `codes`, `states` and `table` as one table; a code under two meanings is a problem.
  func codeTable(_ map: YAMLMapping) -> CodeTable {
    var folding = CodeTable.Folding()
    if let codes = map.optional("codes")?.mapping() {
      folding.ignoresLeadingZeros = codes.optional("zeros")?.choice(of: ["ignore", "keep"]) == "ignore"
      folding.ignoresCase = codes.optional("case")?.choice(of: ["ignore", "keep"]) == "ignore"
    }
    var table = TableBuilder(folding: folding)
    let states = map.optional("states")?.mapping()
    for entry in states?.all() ?? [] {
      let codes = entry.value.oneOrMore()
      switch StateWord.meaning(entry.key) {
      case .failure(let fault): states?.problem(at: entry.key, fault.message, hint: fault.hint)
      case .success(let meaning):
        for code in codes {
          guard let text = code.string() else { continue }
          if let other = table.add(text, meaning, word: entry.key) { code.problem(other) }
        }
      }
    }
    for value in map.optional("table")?.oneOrMore() ?? [] { read(table: value, into: &table) }
    return table.table
  }

  private func read(table value: YAMLValue, into table: inout TableBuilder) {
    guard let name = value.string() else { return }
    guard name.hasSuffix(".tsv"), !name.contains("/"), let text = file(name) else {
      value.problem("there is no table '\(name)' beside the manifest", hint: "a TSV file in the carrier's folder")
      return
    }
    var columns: (code: Int, state: Int)?
    for (index, raw) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.hasSuffix("\r") ? raw.dropLast() : raw
      if line.isEmpty || line.hasPrefix("#") { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map { tidyText(String($0)) ?? "" }
      guard let known = columns else {
        guard let code = cells.firstIndex(of: "code"), let state = cells.firstIndex(of: "state") else {
          value.problem("\(name):\(index + 1): the head line lacks 'code' or 'state'")
          return
        }
        columns = (code, state)
        continue
      }
      guard cells.count > max(known.code, known.state), !cells[known.code].isEmpty else {
        value.problem("\(name):\(index + 1): a code or a state is missing")
        continue
      }
      switch StateWord.meaning(cells[known.state]) {
      case .failure(let fault): value.problem("\(name):\(index + 1): \(fault.message)", hint: fault.hint)
      case .success(let meaning):
        if let other = table.add(cells[known.code], meaning, word: cells[known.state]) {
          value.problem("\(name):\(index + 1): \(other)")
        }
      }
    }
    if columns == nil { value.problem("the table '\(name)' is empty") }
  }
}

private struct TableBuilder {
  let folding: CodeTable.Folding
  private var words: [String: String] = [:]
  private var exact: [String: Meaning] = [:]
  private var patterns: [(CodeTable.Pattern, Meaning)] = []

  init(folding: CodeTable.Folding) {
    self.folding = folding
  }

  /// What is wrong where the code stands under another word already.
  mutating func add(_ code: String, _ meaning: Meaning, word: String) -> String? {
    let isPattern = code.contains("*")
    let folded = isPattern ? (folding.ignoresCase ? code.uppercased() : code) : folding.fold(code)
    if let other = words[folded] {
      return other == word
        ? "the code '\(code)' stands twice" : "the code '\(code)' stands under '\(other)' and '\(word)'"
    }
    words[folded] = word
    if isPattern { patterns.append((CodeTable.Pattern(folded), meaning)) } else { exact[folded] = meaning }
    return nil
  }

  var table: CodeTable { CodeTable(folding: folding, exact: exact, patterns: patterns) }
}
