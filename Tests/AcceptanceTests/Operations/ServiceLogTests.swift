import Logging
import Synchronization
import Testing

@testable import tidings

@Suite("Lines for the journal") struct ServiceLogTests {
  private final class Page: Sendable {
    let text = Mutex("")
  }

  private func written(_ log: (Logger) -> Void) -> String {
    let page = Page()
    var logger = Logger(label: "test") { _ in
      JournalLogHandler { line in page.text.withLock { $0 += line } }
    }
    logger.logLevel = .trace
    log(logger)
    return page.text.withLock { $0 }
  }

  @Test(
    "A priority stands before each line",
    arguments: [
      (.debug, "<7>x\n"), (.info, "<6>x\n"), (.notice, "<5>x\n"), (.warning, "<4>x\n"), (.error, "<3>x\n"),
      (.critical, "<2>x\n"),
    ] as [(Logger.Level, String)])
  func priority(_ level: Logger.Level, _ line: String) {
    #expect(written { $0.log(level: level, "x") } == line)
  }

  @Test("Fields follow in the order of their names, quoted where they hold blanks")
  func fields() {
    let text = written { $0.info("account paused", metadata: ["seconds": "60", "account": "dhl main"]) }
    #expect(text == "<6>account paused account=\"dhl main\" seconds=60\n")
  }

  @Test("A message stays one line, so that nobody writes a second one of his own")
  func oneLine() {
    #expect(written { $0.info("a\n<0>b", metadata: ["k": "c\r\n<0>d"]) } == "<6>a <0>b k=\"c  <0>d\"\n")
  }
}
