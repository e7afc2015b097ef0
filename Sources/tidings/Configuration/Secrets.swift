import Foundation

/// Reads secrets from where the configuration points to.
struct Secrets: Sendable {
  /// `$CREDENTIALS_DIRECTORY`, where systemd put credentials.
  var credentialsDirectory: String?

  static func fromEnvironment() -> Secrets {
    Secrets(credentialsDirectory: ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"])
  }

  /// The secret without its final line break. Throws a sentence that names the source, never the secret.
  func read(_ source: SecretSource) throws(CommandFailure) -> String {
    let path = try path(of: source)
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw CommandFailure("cannot read the secret in \(path)", hint: "does the file exist, and may this user read it?")
    }
    let trimmed = text.trimmingCharacters(in: .newlines)
    if trimmed.isEmpty { throw CommandFailure("the secret in \(path) is empty") }
    return trimmed
  }

  private func path(of source: SecretSource) throws(CommandFailure) -> String {
    switch source {
    case .file(let path): return path
    case .credential(let name):
      guard let credentialsDirectory else {
        throw CommandFailure(
          "there is no credential \(name): $CREDENTIALS_DIRECTORY is not set",
          hint: "start through systemd with LoadCredential=\(name):…, or write { file: /path }")
      }
      return credentialsDirectory + "/" + name
    }
  }
}
