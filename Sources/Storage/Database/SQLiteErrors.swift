import GRDB

/// SQLite's result codes as `StorageError`. Other errors, such as those of a transaction's body, pass.
func translated(_ error: any Error) -> any Error {
  guard let error = error as? DatabaseError else { return error }
  let message = error.message ?? "no message"
  switch error.resultCode {
  case .SQLITE_FULL: return StorageError.diskFull
  case .SQLITE_BUSY, .SQLITE_LOCKED: return StorageError.locked
  case .SQLITE_CORRUPT, .SQLITE_NOTADB: return StorageError.corrupt(message)
  case .SQLITE_CONSTRAINT: return StorageError.constraint(message)
  case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH: return StorageError.unreachable(message)
  case .SQLITE_IOERR: return StorageError.device(message)
  case .SQLITE_INTERRUPT, .SQLITE_ABORT: return CancellationError()
  default: return StorageError.failed(code: Int(error.extendedResultCode.rawValue), message)
  }
}

func translatingErrors<Value>(_ body: () throws -> Value) throws -> Value {
  do {
    return try body()
  } catch {
    throw translated(error)
  }
}
