import Markup
import Tracking

/// A card of a page. A new kind is a case here, a view in the site, and nothing else.
public enum Card: Hashable, Sendable {
  case way(Way)
  case postcode(PostcodeCard)
  case code(CodeCard)
  case place(PlaceCard)
  case facts(FactsCard)
  case history(HistoryCard)
  case incentive(IncentiveCard)
  case notify(NotifyCard)
  case wishes(WishesCard)
  case lookup(LookupCard)
  case text(TextCard)
}

/// The timetable: what was, what is, what comes.
public struct Way: Hashable, Sendable {
  /// "Step 2 of 5".
  public var title: String
  public var steps: [Step]
  public var footnote: String?
  /// Stops the page from looking again by itself.
  public var stop: NamedLink?

  public struct Step: Hashable, Sendable {
    public enum Mark: Hashable, Sendable { case done, now, ahead }

    public var label: String
    public var mark: Mark
    /// The way turned here: a diamond.
    public var isTurn: Bool
    /// What was promised and no longer holds, struck through.
    public var struck: String?
    public var time: String?
    public var note: String?

    init(_ label: String, _ mark: Mark, time: String? = nil, note: String? = nil, isTurn: Bool = false) {
      self.label = label
      self.mark = mark
      self.time = time
      self.note = note
      self.isTurn = isTurn
    }
  }

  /// The step the parcel is at, from 1.
  public var position: Int { (steps.firstIndex { $0.mark == .now } ?? steps.count - 1) + 1 }
}

/// Asks for the postcode of the delivery address.
public struct PostcodeCard: Hashable, Sendable {
  /// The question the reader has.
  public var title: String
  public var why: String
  /// After a wrong entry or too many of them.
  public var problem: String?
  /// No entry is taken now.
  public var isLocked: Bool
  public var label: String
  public var button: String
  public var action: Link
}

/// What is shown where the parcel is collected.
public struct CodeCard: Hashable, Sendable {
  public var title: String
  public var code: String
  public var note: String
}

/// Where the parcel waits.
public struct PlaceCard: Hashable, Sendable {
  /// A name of the world, or our word for the kind of place.
  public var title: String
  public var lines: [String]
  public var hoursTitle: String
  /// As the carrier words them.
  public var hours: [String]
}

/// Pairs of a label and a value.
public struct FactsCard: Hashable, Sendable {
  public struct Row: Hashable, Sendable {
    public var label: String
    public var value: String
    /// A name or a number: its direction is its own.
    public var isForeign: Bool
  }

  public var title: String
  public var rows: [Row]
  public var actions: [Action]
  /// A plain link beside the buttons.
  public var link: NamedLink?
}

/// What happened, newest first.
public struct HistoryCard: Hashable, Sendable {
  public struct Entry: Hashable, Sendable {
    public var text: String
    /// BCP 47 of `text` where it is not the page's language.
    public var language: String?
    public var time: String?
    /// With offset where it is known.
    public var datetime: String?
    public var place: String?
    /// The carrier's own words.
    public var quote: Quote?
  }

  public struct Quote: Hashable, Sendable {
    public var text: String
    public var language: String?
  }

  public var title: String
  public var recent: [Entry]
  /// "17 earlier updates".
  public var earlierTitle: String
  public var earlier: [Entry]
  /// The reader asked for all of it.
  public var isOpen: Bool
  /// Shows or hides the carrier's own words.
  public var words: NamedLink?
}

/// An apology with something in it. Never a deadline in the headline, never a link to products.
public struct IncentiveCard: Hashable, Sendable {
  public var title: String
  public var text: String
  /// "10 €".
  public var worth: String?
  public var code: String?
  public var terms: String?

  public init(title: String, text: String, worth: String? = nil, code: String? = nil, terms: String? = nil) {
    self.title = title
    self.text = text
    self.worth = worth
    self.code = code
    self.terms = terms
  }
}

/// The short form of the opt-in.
public struct NotifyCard: Hashable, Sendable {
  public var title: String
  public var label: String
  public var button: String
  public var otherWays: String?
  public var action: Link
}

/// Which news, and where nobody is known yet, for whom. A further way to reach people comes with its driver: then the
/// card asks for the way first.
public struct WishesCard: Hashable, Sendable {
  public struct Choice: Hashable, Sendable {
    public var value: Wishes
    public var text: String
    public var isChosen: Bool
  }

  /// The label of the field for an address; nil where it is known.
  public var field: String?
  /// Said of the address that was entered.
  public var problem: String?
  public var legend: String
  public var choices: [Choice]
  public var button: String
  /// What is agreed to: the first stands at the button, the others below.
  public var notes: [String]
  public var links: [NamedLink]
}

/// A field for a parcel number.
public struct LookupCard: Hashable, Sendable {
  public var title: String
  public var label: String
  public var button: String
  public var note: String
}

/// A question or a hint with at most one way on.
public struct TextCard: Hashable, Sendable {
  public var title: String
  public var text: String
  public var actions: [Action]
}

/// One parcel of an order.
public struct ParcelCard: Hashable, Sendable {
  public var tone: Tone
  public var icon: Icon
  public var state: String
  public var title: String
  /// How many of `count` segments are done.
  public var done: Int
  public var count: Int
  /// "Step 4 of 5: Out for delivery".
  public var progress: String
  public var text: String
  public var contents: String?
  public var link: NamedLink
}
