import Foundation

/// Small plots as SVG, without a library: axes from 0 to 1, lines, a legend.
public struct UnitPlot: Sendable {
  public struct Line: Sendable {
    public var name: String
    public var color: String
    public var points: [(Double, Double)]

    public init(name: String, color: String, points: [(Double, Double)]) {
      self.name = name
      self.color = color
      self.points = points
    }
  }

  public var title: String
  public var across: String
  public var up: String
  /// The right end of the horizontal axis.
  public var limit: Double
  public var lines: [Line]

  public init(title: String, across: String, up: String, limit: Double = 1, lines: [Line]) {
    self.title = title
    self.across = across
    self.up = up
    self.limit = limit
    self.lines = lines
  }

  private static let left = 60.0
  private static let top = 40.0
  private static let side = 360.0

  public var svg: String {
    var out = """
      <svg xmlns="http://www.w3.org/2000/svg" width="600" height="460" viewBox="0 0 600 460" font-family="sans-serif" \
      font-size="12"><rect width="600" height="460" fill="#fff"/><text x="60" y="24" font-size="15">\(title)</text>
      """
    for tick in stride(from: 0.0, through: 1.0, by: 0.2) {
      let y = position(0, tick).1
      let x = position(tick * limit, 0).0
      out += "<path d=\"M60 \(text(y))h360M\(text(x)) 40v360\" stroke=\"#ddd\"/>"
      out += "<text x=\"52\" y=\"\(text(y + 4))\" text-anchor=\"end\">\(text(tick))</text>"
      out += "<text x=\"\(text(x))\" y=\"418\" text-anchor=\"middle\">\(text(tick * limit))</text>"
    }
    out += "<text x=\"240\" y=\"442\" text-anchor=\"middle\">\(across)</text>"
    out += "<text transform=\"translate(18 220) rotate(-90)\" text-anchor=\"middle\">\(up)</text>"
    for (index, line) in lines.enumerated() {
      let points = line.points.filter { $0.0 <= limit }.map { point in
        let place = position(point.0, point.1)
        return "\(text(place.0)),\(text(place.1))"
      }
      out +=
        "<polyline fill=\"none\" stroke=\"\(line.color)\" stroke-width=\"2\" points=\"\(points.joined(separator: " "))\"/>"
      out += "<text x=\"440\" y=\"\(60 + 18 * index)\" fill=\"\(line.color)\">\(line.name)</text>"
    }
    return out + "</svg>\n"
  }

  private func position(_ x: Double, _ y: Double) -> (Double, Double) {
    (Self.left + x / limit * Self.side, Self.top + (1 - y) * Self.side)
  }

  private func text(_ value: Double) -> String { String(format: "%.4g", value) }
}
