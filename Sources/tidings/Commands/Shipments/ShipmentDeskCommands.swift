import ArgumentParser
import Foundation
import Storage
import Tracking

/// Why somebody does something; kept with the shipment.
struct ReasonOption: ParsableArguments {
  @Option(help: "Why; kept with the shipment and shown beside it.")
  var reason: String

  func validate() throws {
    guard (1...500).contains(reason.count) else { throw ValidationError("--reason must have 1 to 500 characters") }
  }
}

extension ShipmentsCommand {
  struct Hold: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Holds back the news of a shipment for its customers.",
      discussion: """
        What is queued and what comes waits until `tidings shipment release`. The shop's own events go on.
          tidings shipment hold 00340434161094042557 --reason 'we call the customer first'
        """)
    @OptionGroup var choice: ShipmentChoice
    @OptionGroup var why: ReasonOption

    func run() async throws {
      try await choice.work { database, shipment in
        let count = try await DeskStore(database).hold(
          shipment.id, note: DeskNote(who: deskName, why: why.reason), at: Timestamp(Date()))
        Console.result("\(shipment.number) is held; \(messages(count ?? 0)) held back")
      }
    }
  }

  struct Release: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lets the held news of a shipment go, for each reader the newest only.")
    @OptionGroup var choice: ShipmentChoice

    func run() async throws {
      try await choice.work { database, shipment in
        let count = try await DeskStore(database).release(
          shipment.id, note: DeskNote(who: deskName), at: Timestamp(Date()))
        Console.result("\(shipment.number) is released; \(messages(count ?? 0)) due now")
      }
    }
  }

  struct Send: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Sends one piece of news now, to everybody who confirmed.",
      discussion: """
        Whatever they wished for, held or sent before; consent is never overruled. The running daemon sends it.
          tidings shipment send 00340434161094042557 --event evt_12
        """)
    @OptionGroup var choice: ShipmentChoice
    @Option(help: "Which, as `tidings shipment show` names it; the newest where it is left out.")
    var event: String?
    @Option(help: "Why; kept with the shipment and shown beside it.")
    var reason: String?

    func run() async throws {
      let sequence = try event.map { text in
        guard text.hasPrefix("evt_"), let number = Int64(text.dropFirst(4)) else {
          throw CommandFailure("\(text) is no event", hint: "as in evt_12; tidings shipment show \(choice.id)")
        }
        return number
      }
      try await choice.work { database, shipment in
        let note = DeskNote(who: deskName, why: reason)
        switch try await DeskStore(database).sendByHand(
          shipment.id, news: sequence, note: note, at: Timestamp(Date()))
        {
        case .queued(let count): Console.result("\(messages(count)) due now")
        case .nobody:
          throw CommandFailure(
            "nobody has confirmed that they want news of \(shipment.number)",
            hint: "the form is on its page; consent is never overruled")
        case .noSuchNews:
          throw CommandFailure(
            event.map { "\(shipment.number) has no event \($0)" } ?? "there is no news of \(shipment.number) yet",
            hint: "tidings shipment show \(choice.id)")
        case .noSuchShipment: throw CommandFailure("there is no shipment \(choice.id)")
        }
      }
    }
  }

  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Closes a shipment: it is asked for and told no more; its page stays.",
      discussion: "  tidings shipment close 00340434161094042557 --reason 'refunded on 2 December'")
    @OptionGroup var choice: ShipmentChoice
    @OptionGroup var why: ReasonOption

    func run() async throws {
      try await choice.work { database, shipment in
        _ = try await ShipmentStore(database).close(
          shipment.id, why: why.reason, who: deskName, at: Timestamp(Date()))
        Console.result("\(shipment.number) is closed")
      }
    }
  }

  struct Reopen: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Takes the work on a closed shipment up again.")
    @OptionGroup var choice: ShipmentChoice

    func run() async throws {
      try await choice.work { database, shipment in
        _ = try await ShipmentStore(database).reopen(
          shipment.id, note: DeskNote(who: deskName), at: Timestamp(Date()))
        Console.result("\(shipment.number) is open again")
      }
    }
  }
}

/// Who acts, in the log of what people did.
private let deskName = "command"

private func messages(_ count: Int) -> String { count == 1 ? "1 message" : "\(count) messages" }
