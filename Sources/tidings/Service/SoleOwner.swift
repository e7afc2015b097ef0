import Foundation

/// One daemon works on a database file; a second one is refused while the first lives.
///
/// The lock is the kernel's (flock(2)) on a file beside the database: it ends with the process, however that ends. Not
/// on the database itself, whose own locks would be lost as soon as another descriptor of it is closed.
enum SoleOwner {
  /// Takes the lock for the rest of the process's life.
  static func claim(database path: String) throws(CommandFailure) {
    let lock = path + ".lock"
    let descriptor = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(
        "cannot write \(lock): \(String(cString: strerror(errno)))",
        hint: "does the folder exist, and may this user write there?")
    }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      close(descriptor)
      throw CommandFailure(
        "another tidings works on \(path)", hint: "stop it first, or give this one a database of its own")
    }
  }
}
