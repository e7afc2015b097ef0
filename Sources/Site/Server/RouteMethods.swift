import HTTPTypes
import Hummingbird

/// Which methods an address takes: for the answer to one that it does not take (RFC 9110, 15.5.6).
struct RouteMethods: Sendable {
  private let routes: [(path: [RouterPath.Element], method: HTTPRequest.Method)]

  init(_ routes: [Router<SiteContext>.RouteDescription]) {
    self.routes =
      routes.map { (path: $0.path.components, method: $0.method) }
      // The router answers HEAD wherever it answers GET.
      + routes.filter { $0.method == .get }.map { (path: $0.path.components, method: .head) }
  }

  /// Sorted; empty where nothing is at `path`. The same for every value of what stands in a link.
  func taken(at path: String) -> [HTTPRequest.Method] {
    let parts = path.split(separator: "/")
    let found = routes.filter { route in
      route.path.count == parts.count && zip(route.path, parts).allSatisfy { $0 ~= $1 }
    }
    return Set(found.map(\.method)).sorted { $0.rawValue < $1.rawValue }
  }
}
