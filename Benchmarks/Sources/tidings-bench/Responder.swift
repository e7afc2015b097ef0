import CResponder
import Foundation

/// The carrier on loopback, in a process of its own: this program with the word `responder`.
final class Responder {
  let port: Int
  private let process: Process

  /// Starts the process and waits until it tells its port.
  init() throws {
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["responder"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw BenchFailure("the responder does not start")
    }
    self.port = port
  }

  /// Ends the process at once; it holds nothing that would want to be closed.
  func stop() {
    kill(process.processIdentifier, SIGKILL)
  }

  /// The process itself: prints the port, then answers until it is ended or left alone.
  static func serve() throws {
    var port: UInt16 = 0
    let listener = responder_listen(&port)
    guard listener >= 0 else { throw BenchFailure("no free port") }
    print(port)
    fflush(nil)
    let body = Answers.dhlUnified
    responder_run(listener, "trackingNumber=", Answers.number, body, body.utf8.count)
  }
}
