import Foundation
import Polling
import Storage
import Tracking

/// The daemon's work in words. Names no shipment.
struct StatusSheet {
  let overview: Overview
  let accounts: [AccountStatus]
  let codes: [UnrecognizedCode]
  let now: Timestamp

  var text: String {
    (shipmentLines + dueLines + accountLines + codeLines).joined(separator: "\n")
  }

  private var shipmentLines: [String] {
    let states = ShipmentState.allCases.compactMap { state in
      overview.states[state].map { row(state.rawValue, String($0)) }
    }
    let delays = DelayLevel.allCases.compactMap { level in
      overview.delays[level].map { row(level.rawValue, String($0)) }
    }
    return ["shipments  \(overview.shipments)"] + states + ["delayed"] + (delays.isEmpty ? [row("none", "")] : delays)
  }

  private var dueLines: [String] {
    let polls = overview.polls.sorted { $0.key.rawValue < $1.key.rawValue }.map { carrier, backlog in
      row(carrier.rawValue, "\(backlog.due) of \(backlog.polled)\(age(backlog.oldest))")
    }
    return ["due to be polled"] + (polls.isEmpty ? [row("none", "")] : polls) + [
      "due to be judged  \(overview.assessmentsDue)\(age(overview.oldestAssessment))",
      "news waiting  \(overview.newsNotExpanded)",
    ]
  }

  private var accountLines: [String] {
    let lines = accounts.flatMap { account in
      [row(account.name, used(account)), row("", sustained(account))] + paused(account)
    }
    return ["accounts"] + (lines.isEmpty ? [row("none", "carriers are asked with an account only")] : lines)
  }

  private func used(_ account: AccountStatus) -> String {
    "\(account.used) requests today" + (account.limits.perDay.map { " of \($0)" } ?? ", no day quota known")
  }

  private func sustained(_ account: AccountStatus) -> String {
    let polls = String(format: "%.1f", account.pollsPerDay)
    let basis = "\(account.shipments) shipments, \(polls) polls each a day"
    guard let sustains = account.sustains else { return basis }
    return "\(basis): suffices for \(sustains)" + (account.isShort ? ", too few: they are polled more rarely" : "")
  }

  private func paused(_ account: AccountStatus) -> [String] {
    guard let until = account.state.notBefore, until > now else { return [] }
    return [row("", "paused for \(Self.span(until.seconds(since: now))): \(account.state.reason ?? "unknown")")]
  }

  private var codeLines: [String] {
    guard !codes.isEmpty else { return ["unrecognized codes  none"] }
    return ["unrecognized codes"] + codes.map { row("\($0.carrier) \(Self.printable($0.code))", "\($0.count) times") }
  }

  /// A carrier's code comes from outside: no control characters onto a terminal.
  private static func printable(_ text: String) -> String {
    let scalars = text.unicodeScalars.prefix(60).map { $0.properties.generalCategory == .control ? "?" : $0 }
    return String(String.UnicodeScalarView(scalars))
  }

  private func age(_ moment: Timestamp?) -> String {
    moment.map { ", the oldest for \(Self.span(now.seconds(since: $0)))" } ?? ""
  }

  static func span(_ seconds: Int64) -> String {
    switch max(seconds, 0) {
    case let short where short < 120: "\(short) s"
    case let minutes where minutes < 7200: "\(minutes / 60) min"
    case let long: "\(long / 3600) h"
    }
  }

  private func row(_ name: String, _ value: String) -> String {
    let line = "  " + name + String(repeating: " ", count: max(1, 20 - name.count)) + value
    return String(line.reversed().drop { $0 == " " }.reversed())
  }
}
