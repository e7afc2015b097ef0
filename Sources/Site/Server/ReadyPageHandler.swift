import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Answers a request for a page that is rendered already, on the connection's own event loop.
///
/// The way through the routes changes threads twice, which costs more than the answer itself. Everything else goes
/// on to the routes untouched, and so does every request while the routes still owe this connection an answer:
/// answers keep the order of their requests (RFC 9112, 9.3.2).
final class ReadyPageHandler: ChannelDuplexHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private let pages: ReadyPages
  /// Requests that the routes have and did not answer yet.
  private var owed = 0
  /// Found for the request that is being read.
  private var answer: ReadyPages.Answer?

  init(_ pages: ReadyPages) {
    self.pages = pages
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let request):
      // A reader who does not take its answers waits in the routes, so that no memory fills with them.
      if owed == 0, context.channel.isWritable, let found = pages.find(request) {
        answer = found
      } else {
        owed += 1
        context.fireChannelRead(data)
      }
    case .body where answer != nil: break
    case .end where answer != nil: write(context)
    default: context.fireChannelRead(data)
    }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    if case .end = unwrapOutboundIn(data) { owed -= 1 }
    context.write(data, promise: promise)
  }

  private func write(_ context: ChannelHandlerContext) {
    guard let found = answer else { return }
    answer = nil
    let head = HTTPResponse(status: found.page.status, headerFields: found.page.headers)
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(found.page.body)), promise: nil)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    pages.answered(found)
  }
}
