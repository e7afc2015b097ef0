import Localization
import Markup
import Tracking

/// What one page says, as a value: the view only writes it down.
public struct Page: Hashable, Sendable {
  /// Of the document; the shop's name follows it.
  public var title: String
  public var frame: Frame
  /// Colors the whole page.
  public var tone: Tone
  public var hero: Hero
  /// The card that matters now: under the hero on a phone, right of it on a wide screen.
  public var beside: Card?
  /// An order's parcels, soonest first; empty on other pages.
  public var parcels: [ParcelCard]
  public var left: [Card]
  public var right: [Card]
  /// When the words change although the shipment does not: midnight at the destination, the passing of a window.
  /// Nil for a page whose words hold.
  public var validUntil: Timestamp?
  /// Seconds after which the browser should ask again, by a `Refresh` header; nil where it should not.
  public var reloadAfter: Int?
  /// One thing at a time: a column of its own width.
  public var isSingle = false

  init(title: String, frame: Frame, tone: Tone = .calm, hero: Hero) {
    self.title = title
    self.frame = frame
    self.tone = tone
    self.hero = hero
    parcels = []
    left = []
    right = []
  }
}

/// What stands around every page of a shop in one language.
public struct Frame: Hashable, Sendable {
  public var language: LanguageName
  public var shop: String
  /// The `d` of the shop's mark; nil where it has none.
  public var mark: String?
  public var home: Link?
  public var imprint: NamedLink?
  public var privacy: NamedLink?
  /// "Language:" in the page's language.
  public var languageLabel: String
  public var otherLanguages: [LanguageLink]

  public struct LanguageLink: Hashable, Sendable {
    public var language: LanguageName
    public var link: Link
  }
}

/// A language by its tag and its own name.
public struct LanguageName: Hashable, Sendable {
  /// BCP 47.
  public var tag: String
  /// In itself: "Deutsch".
  public var name: String
  public var direction: Direction

  /// Of a catalog, whose first text is the language's own name.
  public init(_ words: Catalog) {
    tag = words.language
    name = words("language.name")
    direction = words.direction == "rtl" ? .rightToLeft : .leftToRight
  }
}

/// A link with its words.
public struct NamedLink: Hashable, Sendable {
  public var text: String
  public var link: Link

  public init(_ text: String, _ link: Link) {
    self.text = text
    self.link = link
  }
}

/// The answer: state, headline, what comes next, one picture of it, what can be done.
public struct Hero: Hashable, Sendable {
  public var icon: Icon
  public var state: String
  /// At most 60 characters.
  public var headline: String
  public var lead: String
  /// The broken promise and what holds now.
  public var shift: Shift?
  public var day: DayStrip?
  public var actions: [Action]
  /// Asked instead: answered by POST, so that a visit alone changes nothing.
  public var question: Question?

  init(icon: Icon, state: String, headline: String, lead: String, actions: [Action] = []) {
    self.icon = icon
    self.state = state
    self.headline = headline
    self.lead = lead
    self.actions = actions
  }
}

/// One question with its answers.
public struct Question: Hashable, Sendable {
  public var yes: String
  /// Sends the field `no`.
  public var no: String?
  /// What follows from neither.
  public var note: String?
}

/// A button that leads somewhere.
public struct Action: Hashable, Sendable {
  public var text: String
  public var link: Link
  /// Filled: there is something to do. One at most.
  public var isFilled: Bool

  public init(_ text: String, _ link: Link, isFilled: Bool = false) {
    self.text = text
    self.link = link
    self.isFilled = isFilled
  }
}

/// Two calendar leaves and the distance between them.
public struct Shift: Hashable, Sendable {
  public var promisedLabel: String
  public var promised: Leaf
  public var gapLabel: String
  /// "+ 2 Tage"; nil where there is no new date.
  public var gap: String?
  public var nowLabel: String
  public var now: Leaf
}

/// A leaf of a calendar: each part on its own line, so that no language needs grammar here.
public struct Leaf: Hashable, Sendable {
  public var top: String?
  /// In the largest type.
  public var big: String
  public var bottom: String?
  public var hours: String?
}

/// The hours from 8 to 20 with the window filled.
public struct DayStrip: Hashable, Sendable {
  public static let firstHour = 8
  public static let lastHour = 20
  /// Half-hours from 8:00, 0 to 23.
  public var filled: Range<Int>
}

/// The pictures; about 120 bytes each.
public enum Icon: Hashable, Sendable {
  case parcel, van, clock, bell, pin, check, warning, back, heart, search, door
}
