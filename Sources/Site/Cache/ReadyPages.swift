import HTTPTypes

/// The look-up that the hot path is: a request's key, a page in the cache.
struct ReadyPages: Sendable {
  struct Answer: Sendable {
    let page: ReadyPage
    fileprivate let began: ContinuousClock.Instant
  }

  let cache: PageCache
  let clock: SiteClock
  let times: RequestTimes

  /// A page that needs no look at cookies, for a connection that stays open. Readers who have unlocked theirs take
  /// the way of the route.
  func find(_ request: HTTPRequest) -> Answer? {
    guard request.method == .get, request.headerFields[.cookie] == nil, request.headerFields[.connection] == nil,
      let key = PageKey(request)
    else { return nil }
    let began = ContinuousClock.now
    return cache.page(key, now: clock.now(), wall: clock.wall()).map { Answer(page: $0, began: began) }
  }

  func answered(_ answer: Answer) {
    times.record(answer.began, path: "", isCached: true, status: answer.page.status.code)
  }
}
