import Crypto
import Foundation
import Markup
import Presentation
import Tracking

/// What all pages of a shop share: its colors and the style block with its hash. Made when the brand is read.
public struct Theme: Sendable {
  public let palette: Palette
  let base: StyleSheet
  let baseHash: String

  /// A color that is no color gives the calm blue of a shop without one; the check of brands refuses it before.
  public init(_ brand: Brand) {
    palette = Palette(brand: HexColor(brand.color) ?? HexColor(red: 0x12, green: 0x3c, blue: 0x8c))
    var sheet = palette.tokens
    sheet.add(BaseStyle.sheet)
    base = sheet
    baseHash = sheet.policyHash
  }
}

extension StyleSheet {
  /// As `style-src` wants it: `sha256-…` (CSP Level 3, 8.4), without quotes.
  var policyHash: String { "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString() }
}
