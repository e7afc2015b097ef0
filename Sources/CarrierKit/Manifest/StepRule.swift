/// A request before the one that is read: its answer gives values that later requests carry.
public struct StepRule: Sendable {
  public var request: RequestTemplate
  public var format: DocumentFormat
  /// Answers that end the matter; looked at first.
  public var answers: [AnswerRule]
  /// Statuses besides 2xx after which it goes on: a refusal that sets the cookie is a way in.
  public var accepts: [ClosedRange<Int>]
  /// Name to where the value stands, in the order of the manifest.
  public var carry: [(name: String, value: [XPath])]

  func accepts(status: Int) -> Bool {
    (200...299).contains(status) || accepts.contains { $0.contains(status) }
  }
}

/// A digest of some values that a carrier wants beside them.
struct Signing: Sendable {
  enum Hash: String, CaseIterable, Sendable {
    case md5, sha256
  }

  var hash: Hash
  var of: Template
}
