import Foundation

/// The transfer function of sRGB (IEC 61966-2-1).
enum Gamma {
  static func decode(_ value: Double) -> Double {
    value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  static func encode(_ value: Double) -> Double {
    value <= 0.0031308 ? 12.92 * value : 1.055 * pow(value, 1 / 2.4) - 0.055
  }
}

/// A color as lightness (0 to 1), chroma and hue (degrees): equal steps look equal.
///
/// Matrices: Björn Ottosson, "A perceptual color space for image processing" (2020).
struct OKLCH: Hashable, Sendable {
  var lightness: Double
  var chroma: Double
  var hue: Double

  init(_ lightness: Double, _ chroma: Double, _ hue: Double) {
    self.lightness = lightness
    self.chroma = chroma
    self.hue = hue
  }

  init(_ color: HexColor) {
    let (red, green, blue) = color.linear
    let l = pow(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue, 1.0 / 3)
    let m = pow(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue, 1.0 / 3)
    let s = pow(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue, 1.0 / 3)
    let a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s
    let b = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s
    lightness = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
    chroma = hypot(a, b)
    let degrees = atan2(b, a) * 180 / .pi
    hue = degrees < 0 ? degrees + 360 : degrees
  }

  /// The nearest sRGB color of the same lightness and hue: chroma is reduced until it fits.
  var hex: HexColor {
    var fitting = chroma
    if !OKLCH.isInGamut(linear(chroma: chroma)) {
      var low = 0.0
      var high = chroma
      for _ in 0..<18 {
        let middle = (low + high) / 2
        if OKLCH.isInGamut(linear(chroma: middle)) { low = middle } else { high = middle }
      }
      fitting = low
    }
    let (red, green, blue) = linear(chroma: fitting)
    return HexColor(red: OKLCH.byte(red), green: OKLCH.byte(green), blue: OKLCH.byte(blue))
  }

  private func linear(chroma: Double) -> (Double, Double, Double) {
    let radians = hue * .pi / 180
    let a = chroma * cos(radians)
    let b = chroma * sin(radians)
    let l = pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3)
    let m = pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3)
    let s = pow(lightness - 0.0894841775 * a - 1.291485548 * b, 3)
    return (
      4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
      -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
      -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s
    )
  }

  /// A hair of tolerance, so that the primaries themselves count as inside.
  private static func isInGamut(_ color: (Double, Double, Double)) -> Bool {
    let range = -1e-4...(1 + 1e-4)
    return range.contains(color.0) && range.contains(color.1) && range.contains(color.2)
  }

  private static func byte(_ linear: Double) -> UInt8 {
    UInt8((min(1, max(0, Gamma.encode(max(0, linear)))) * 255).rounded(.toNearestOrEven))
  }
}
