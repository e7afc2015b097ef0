import Hummingbird
import NIOCore

/// What a route knows besides the request.
struct SiteContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// The address of the connection's other end; a proxy's where one stands before us.
  let peer: String?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    peer = source.channel.remoteAddress?.ipAddress
  }
}
