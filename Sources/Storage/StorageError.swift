/// What can go wrong with the database, as something a caller can act on.
public enum StorageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No space left, or the configured size is reached. Nothing was written; what is stored stays readable.
  case diskFull
  /// Another process held the write lock for longer than the busy time limit. Try again.
  case locked
  /// The file is not a database, is damaged, or holds a value that this program cannot read.
  case corrupt(String)
  /// The schema was made by a newer program.
  case newerSchema(found: Int, known: Int)
  /// A rule of the schema refused the data; says which ("UNIQUE constraint failed: shop_host.host").
  case constraint(String)
  /// The file cannot be opened or written: path or permission.
  case unreachable(String)
  /// Reading or writing the device failed.
  case device(String)
  /// A mistake in a statement, or a code this program does not know.
  case failed(code: Int, String)

  public var description: String {
    switch self {
    case .diskFull: "the disk is full: nothing was written"
    case .locked: "the database is locked by another process"
    case .corrupt(let what): "the database is damaged or not ours: \(what)"
    case .newerSchema(let found, let known):
      "the database has schema \(found), this program knows \(known): run the newer program"
    case .constraint(let what): "the database refused the data: \(what)"
    case .unreachable(let what): "the database cannot be opened or written: \(what)"
    case .device(let what): "the device failed: \(what)"
    case .failed(let code, let what): "the database failed (\(code)): \(what)"
    }
  }
}
