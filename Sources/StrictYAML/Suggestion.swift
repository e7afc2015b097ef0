/// The candidate a person most probably meant by `word`; nil where none is near.
///
/// Near is an edit distance (Levenshtein with neighboring letters swapped counted once) of at most a third of
/// the longer word, and 1 for words of up to four letters. Case, `-` and `_` count for nothing.
public func didYouMean(_ word: String, among candidates: some Sequence<String>) -> String? {
  let plain = folded(word)
  guard plain.count <= 64 else { return nil }
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let other = folded(candidate)
    guard other.count <= 64 else { continue }
    let distance = editDistance(plain, other)
    let allowed = max(1, max(plain.count, other.count) / 3)
    guard distance <= allowed, distance < max(plain.count, other.count) else { continue }
    if let known = best, (known.distance, known.candidate) <= (distance, candidate) { continue }
    best = (distance, candidate)
  }
  return best?.candidate
}

private func folded(_ word: String) -> [Unicode.Scalar] {
  word.lowercased().unicodeScalars.filter { $0 != "-" && $0 != "_" }
}

/// Optimal string alignment distance; the callers bound the lengths.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for (i, a) in left.enumerated() {
    var current = [i + 1]
    current.reserveCapacity(right.count + 1)
    for (j, b) in right.enumerated() {
      var cost = min(previous[j] + (a == b ? 0 : 1), previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { cost = min(cost, beforePrevious[j - 1] + 1) }
      current.append(cost)
    }
    beforePrevious = previous
    previous = current
  }
  return previous[right.count]
}
