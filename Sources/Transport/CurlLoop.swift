import CCurl
import Foundation
import Glibc
import Synchronization

/// The one thread on which libcurl runs. Others only put into its inbox and wake it.
///
/// Every libcurl call but `curl_multi_wakeup` happens on that thread.
final class CurlLoop: @unchecked Sendable {
  private enum Mode: Equatable {
    case running
    /// Nothing new is taken; what runs may finish until the deadline.
    case draining(until: ContinuousClock.Instant)
    case ended
  }

  /// Names a transfer to its canceller before the transfer exists: a cancellation may overtake the submission.
  private final class Ticket: @unchecked Sendable {
    /// Under the inbox's lock.
    var isCancelled = false
    /// The loop's thread only; set while the transfer runs.
    var transfer: Transfer?
  }

  private struct Inbox {
    var submitted: [Submission] = []
    var cancelled: [Ticket] = []
    var mode = Mode.running
    var waiters: [CheckedContinuation<Void, Never>] = []
    /// The thread is not in poll, or has been woken: a further wake-up would only cost.
    var isAwake = true
  }

  private typealias Submission = (transfer: Transfer, ticket: Ticket)

  private let inbox = Mutex(Inbox())
  // The thread's own; nobody else touches what follows (but for waking `multi` while `mode` is not ended).
  private let multi: UnsafeMutableRawPointer?
  private var running: [UnsafeMutableRawPointer: Submission] = [:]
  private var idle: [EasyHandle] = []

  /// libcurl's global state, once a process.
  private static let initialized: Bool = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
  /// Handles kept for reuse.
  private static let idleLimit = 256

  init(connectionsPerHost: Int, connections: Int) {
    multi = CurlLoop.initialized ? curl_multi_init() : nil
    guard let multi else {
      inbox.withLock { $0.mode = .ended }
      return
    }
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, max(1, connectionsPerHost))
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS, max(1, connections))
    _ = ccurl_multi_set_long(multi, CURLMOPT_MAXCONNECTS, max(1, connections))
    let thread = Thread { self.run() }
    thread.name = "curl"
    thread.start()
  }

  /// Submits the transfer that `make` builds and waits for its answer; a cancelled task cancels the transfer.
  func run<Answer: Sendable>(_ make: (CheckedContinuation<Answer, Never>) -> Transfer) async -> Answer {
    let ticket = Ticket()
    return await withTaskCancellationHandler {
      await withCheckedContinuation { submit(make($0), ticket) }
    } onCancel: {
      cancel(ticket)
    }
  }

  private func submit(_ transfer: Transfer, _ ticket: Ticket) {
    let refusal: TransportFailure? = inbox.withLock { inbox in
      guard inbox.mode == .running else { return .stopped }
      if ticket.isCancelled { return .cancelled }
      inbox.submitted.append((transfer, ticket))
      wake(&inbox)
      return nil
    }
    if let refusal { transfer.finish(refusal) }
  }

  private func cancel(_ ticket: Ticket) {
    inbox.withLock { inbox in
      ticket.isCancelled = true
      guard inbox.mode != .ended else { return }
      inbox.cancelled.append(ticket)
      wake(&inbox)
    }
  }

  /// Takes nothing new, lets what runs finish for at most `grace`, and returns when the thread has ended.
  func shutDown(grace: Duration) async {
    await withCheckedContinuation { continuation in
      let isOver = inbox.withLock { inbox in
        if inbox.mode == .ended { return true }
        let deadline = ContinuousClock.now.advanced(by: grace)
        if case .draining(let earlier) = inbox.mode, earlier < deadline {
        } else {
          inbox.mode = .draining(until: deadline)
        }
        inbox.waiters.append(continuation)
        wake(&inbox)
        return false
      }
      if isOver { continuation.resume() }
    }
  }

  /// Ends without waiting.
  func abandon() {
    inbox.withLock { inbox in
      guard inbox.mode != .ended else { return }
      inbox.mode = .draining(until: .now)
      wake(&inbox)
    }
  }

  private func wake(_ inbox: inout Inbox) {
    guard !inbox.isAwake, let multi else { return }
    inbox.isAwake = true
    curl_multi_wakeup(multi)
  }

  private func run() {
    guard let multi else { return }
    blockSignals()
    while true {
      takeInbox()
      var count: Int32 = 0
      curl_multi_perform(multi, &count)
      takeFinished(multi)
      let (timeout, isOver) = inbox.withLock { plan(&$0) }
      if isOver { break }
      curl_multi_poll(multi, nil, 0, timeout, nil)
      inbox.withLock { $0.isAwake = true }
    }
    end(multi)
  }

  /// How long to poll, in milliseconds, or that all is done.
  private func plan(_ inbox: inout Inbox) -> (timeout: Int32, isOver: Bool) {
    if !inbox.submitted.isEmpty || !inbox.cancelled.isEmpty { return (0, false) }
    inbox.isAwake = false
    guard case .draining(let deadline) = inbox.mode else { return (60_000, false) }
    let left = ContinuousClock.now.duration(to: deadline)
    if running.isEmpty || left <= .zero { return (0, true) }
    return (Int32(min(left.curlMilliseconds, 60_000)), false)
  }

  private func takeInbox() {
    let (submitted, dropped, cancelled) = inbox.withLock { inbox in
      defer {
        inbox.submitted.removeAll(keepingCapacity: true)
        inbox.cancelled.removeAll(keepingCapacity: true)
      }
      let dropped = inbox.submitted.filter(\.ticket.isCancelled)
      return (
        dropped.isEmpty ? inbox.submitted : inbox.submitted.filter { !$0.ticket.isCancelled }, dropped, inbox.cancelled
      )
    }
    for submission in dropped { submission.transfer.finish(.cancelled) }
    for ticket in cancelled {
      if let transfer = ticket.transfer { conclude((transfer, ticket), .cancelled) }
    }
    for submission in submitted { start(submission) }
  }

  private func start(_ submission: Submission) {
    let transfer = submission.transfer
    guard let multi, let handle = idle.popLast() ?? EasyHandle() else { return transfer.finish(.stopped) }
    transfer.handle = handle
    submission.ticket.transfer = transfer
    transfer.prepare(handle)
    running[handle.pointer] = submission
    if curl_multi_add_handle(multi, handle.pointer) != CURLM_OK {
      conclude(submission, .other(code: Int(CURLE_FAILED_INIT.rawValue), "libcurl did not take the request"))
    }
  }

  private func takeFinished(_ multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let pointer = message.pointee.easy_handle,
        let submission = running[pointer], let handle = submission.transfer.handle
      else { continue }
      // The message lives in libcurl only until the handle is removed.
      conclude(submission, submission.transfer.failure(ccurl_message_result(message), handle))
    }
  }

  /// Takes the transfer out of libcurl and answers whoever waits.
  private func conclude(_ submission: Submission, _ failure: TransportFailure?) {
    let transfer = submission.transfer
    submission.ticket.transfer = nil
    guard let handle = transfer.handle else { return }
    running[handle.pointer] = nil
    if let multi { curl_multi_remove_handle(multi, handle.pointer) }
    transfer.finish(failure)
    transfer.handle = nil
    handle.reset()
    if idle.count < CurlLoop.idleLimit { idle.append(handle) }
  }

  private func end(_ multi: UnsafeMutableRawPointer) {
    let (refused, waiters) = inbox.withLock { inbox in
      inbox.mode = .ended
      defer { (inbox.submitted, inbox.cancelled, inbox.waiters) = ([], [], []) }
      return (inbox.submitted, inbox.waiters)
    }
    for submission in refused { submission.transfer.finish(.stopped) }
    for submission in Array(running.values) { conclude(submission, .stopped) }
    idle.removeAll()
    curl_multi_cleanup(multi)
    for waiter in waiters { waiter.resume() }
  }

  /// Signals are for the threads that wait for them; and a peer that closed must not raise SIGPIPE here
  /// (with `CURLOPT_NOSIGNAL` libcurl leaves that to us).
  private func blockSignals() {
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
