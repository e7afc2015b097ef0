import ArgumentParser
import Foundation
import Storage
import Tracking

/// `tidings erase`: GDPR article 17.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erases everything about a person, by e-mail address or order.",
    discussion: """
      By address: its subscriptions and messages, and the shipments and orders whose news it confirmed. By order: its
      shipments and all subscriptions to it. Shipments go whole, with history, news and events; those under way are not
      followed any further, and their pages are gone. Proofs of consent stay, with a keyed fingerprint in place of the
      address: `tidings export --email` finds them when the address is named again.

      Works while the daemon runs. At the end the database file is rewritten, so that nothing can be found in unused
      places of it; writers wait meanwhile (about a second for each 100 MB). Copies made by `tidings backup` before keep
      what they have. docs/privacy.md says what is held.

        tidings erase --email anna@example.org --dry-run
        tidings erase --order 10023 --shop fjordlicht
      """)
  @OptionGroup var person: PersonOption
  @Flag(help: "Say what would go, and change nothing.")
  var dryRun = false

  func run() async throws {
    try await person.work { store, database, subject, shop in
      if dryRun {
        Console.result("would erase " + Self.words(try await store.foresee(subject, shop: shop)))
        return
      }
      let erasure = try await store.erase(subject, shop: shop, at: Timestamp(Date()))
      do {
        try await database.forgetDeleted(rewriting: true)
      } catch StorageError.locked {
        throw CommandFailure(
          "erased \(Self.words(erasure)), but the file could not be rewritten: somebody was reading all the time",
          hint: "run the same command again")
      }
      Console.result("erased " + Self.words(erasure))
    }
  }

  private static func words(_ erasure: Erasure) -> String {
    "\(erasure.shipments) shipments, \(erasure.subscriptions) subscriptions; \(erasure.proofsKept) proofs of consent stay"
  }
}

/// `tidings export`: GDPR articles 15 and 20.
struct ExportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Prints everything that is held about a person as JSON.",
    discussion: """
      Takes the same as `tidings erase`. With an address it also prints the proofs of consent, those of erased
      subscriptions too: what was said, when, how, to which version of the text.

        tidings export --email anna@example.org > anna.json
      """)
  @OptionGroup var person: PersonOption

  func run() async throws {
    try await person.work { store, _, subject, shop in
      Console.result(try await store.export(subject, shop: shop, at: Timestamp(Date())))
    }
  }
}
