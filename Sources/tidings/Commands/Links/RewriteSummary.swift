import CarrierKit

/// What was done to a message, in lines for a person or a mail log.
enum RewriteSummary {
  /// - Parameter showsNumbers: names new links in full; else without the parcel's number.
  static func lines(_ report: RewriteReport, showsNumbers: Bool) -> [String] {
    var lines = ["\(report.replaced.count) replaced, \(report.left.reduce(0) { $0 + $1.count }) left"]
    lines += report.replaced.map { "replaced: \($0.host) → \(showsNumbers ? $0.link : withoutNumber($0.link))" }
    lines += report.left.map { "left: \($0.count) × \($0.host): \($0.why.rawValue)" }
    lines += report.skipped.map { "unchanged: \($0.part.isEmpty ? "all" : "part \($0.part)"): \($0.why)" }
    lines += report.warnings.map { "warning: \($0)" }
    return lines
  }

  private static func withoutNumber(_ link: String) -> String {
    (link.lastIndex(of: "/").map { String(link[...$0]) } ?? link) + "…"
  }
}
