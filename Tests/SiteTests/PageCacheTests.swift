import HTTPTypes
import NIOCore
import Testing
import Tracking

@testable import Site

@Suite struct PageCacheTests {
  private let start = Timestamp(seconds: 1000)

  private func page(_ id: ShipmentID, size: Int = 10, validUntil: Timestamp = Timestamp(seconds: 2000)) -> ReadyPage {
    ReadyPage(
      status: .ok, headers: [:], body: ByteBuffer(repeating: 120, count: size), shipments: [id],
      validUntil: validUntil)
  }

  private func key(_ target: String) -> PageKey {
    PageKey(authority: "h", target: target, acceptLanguage: "", isUnlocked: false)
  }

  private func cache(bytes: Int = 1 << 20) -> PageCache {
    PageCache(bytes: bytes, seconds: 10, date: HTTPDate())
  }

  @Test("a page is found until its words end, its time is over, or its shipment is committed")
  func ends() {
    let cache = cache()
    func keep(_ target: String, _ page: ReadyPage) {
      cache.keep(page, for: key(target), ticket: cache.ticket(), wall: start)
    }
    func has(_ target: String, now: Int64 = 1000, wall: Int64 = 1000) -> Bool {
      cache.page(key(target), now: Timestamp(seconds: now), wall: Timestamp(seconds: wall)) != nil
    }
    keep("a", page("1"))
    #expect(has("a"))
    #expect(!has("b"))
    #expect(has("a", wall: 1009))
    #expect(!has("a", wall: 1010))
    keep("b", page("1"))
    #expect(!has("b", now: 2000))
    keep("c", page("1"))
    cache.drop(["2"])
    #expect(has("c"))
    cache.drop(["1"])
    #expect(!has("c"))
  }

  @Test("a page that was read before a commit is not kept after it")
  func race() {
    let cache = cache()
    let ticket = cache.ticket()
    cache.drop(["1"])
    cache.keep(page("1"), for: key("a"), ticket: ticket, wall: start)
    cache.keep(page("2"), for: key("b"), ticket: ticket, wall: start)
    #expect(cache.page(key("a"), now: start, wall: start) == nil)
    #expect(cache.page(key("b"), now: start, wall: start) != nil)
  }

  @Test("memory is bounded however many pages are asked for, and a page of a forgotten generation can be dropped")
  func bounded() {
    let cache = cache(bytes: 100_000)
    for index in 0..<1000 {
      cache.keep(page(ShipmentID("\(index)"), size: 1000), for: key("\(index)"), ticket: cache.ticket(), wall: start)
    }
    let kept = (0..<1000).filter { cache.page(key("\($0)"), now: start, wall: start) != nil }
    #expect(kept.count <= 50)
    #expect(kept.contains(999))
    cache.drop(kept.map { ShipmentID("\($0)") })
    #expect(kept.allSatisfy { cache.page(key("\($0)"), now: start, wall: start) == nil })
  }

  @Test("the date is that of the second in which the page is served")
  func date() {
    let cache = cache()
    cache.keep(page("1"), for: key("a"), ticket: cache.ticket(), wall: start)
    #expect(cache.page(key("a"), now: start, wall: start)?.headers[.date] == "Thu, 01 Jan 1970 00:16:40 GMT")
    let later = start.adding(seconds: 1)
    #expect(cache.page(key("a"), now: start, wall: later)?.headers[.date] == "Thu, 01 Jan 1970 00:16:41 GMT")
  }
}
