import Foundation
import Localization
import Markup
import Tracking

/// All that a page depends on besides the shipment: who asks, in which language, when, and what they may see.
public struct PageSetting: Sendable {
  public var brand: Brand
  public var words: Catalog
  /// The shop's other languages, for the footer.
  public var otherLanguages: [LanguageName]
  public var now: Timestamp
  /// The destination's; "today" and "tomorrow" are those of this zone.
  public var zone: TimeZone
  /// Of this page, from the root and without a slash at the end ("/t/abc"); links of the page start with it.
  public var path: String
  public var entry: Entry
  /// Level 1: the reader knows the postcode.
  public var isUnlocked: Bool
  public var check: PostcodeCheck
  /// `?words`: the history carries the carrier's own words.
  public var showsCarrierWords: Bool
  /// `?still`: the page does not look again by itself.
  public var isStill: Bool
  /// Whether somebody will answer the opt-in form.
  public var offersNews: Bool
  /// What is written here is read in a mail, not on the page.
  public var isMail: Bool
  /// Goodwill attached to the bad news that this page tells. Never shown where the entry is a number.
  public var incentive: IncentiveCard?

  /// How the reader came here.
  public enum Entry: Hashable, Sendable {
    /// By a link with a token, from the shop.
    case token
    /// By a parcel number, which a stranger may know too.
    case number
  }

  public init(
    brand: Brand, words: Catalog, otherLanguages: [LanguageName] = [], now: Timestamp, zone: TimeZone, path: String,
    entry: Entry = .token, isUnlocked: Bool = false, check: PostcodeCheck = .open
  ) {
    self.brand = brand
    self.words = words
    self.otherLanguages = otherLanguages
    self.now = now
    self.zone = zone
    self.path = path
    self.entry = entry
    self.isUnlocked = isUnlocked
    self.check = check
    showsCarrierWords = false
    isStill = false
    offersNews = false
    isMail = false
  }
}

/// How the last try to enter the postcode went.
public enum PostcodeCheck: Hashable, Sendable {
  case open
  case wrong(triesLeft: Int)
  case locked(until: Timestamp)
}

/// A carrier as a customer knows it.
public struct CarrierFace: Hashable, Sendable {
  public var name: String
  /// The carrier's own page for this number.
  public var page: Link?
  /// Whether we can ask this carrier at all.
  public var isConnected: Bool

  public init(name: String, page: Link? = nil, isConnected: Bool = true) {
    self.name = name
    self.page = page
    self.isConnected = isConnected
  }
}
