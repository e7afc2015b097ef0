import Foresight
import Foundation
import StrictYAML
import Tracking

/// The assumptions that are shipped beside the carriers (`Carriers/priors.yaml`).
enum PriorsFile {
  /// Empty where there is no file; throws every mistake in it.
  static func load() throws -> TransitPriors {
    guard let folder = DataFiles.directory("Carriers") else { return TransitPriors() }
    let file = folder + "/priors.yaml"
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return TransitPriors() }
    return try read(text, file: file)
  }

  static func read(_ text: String, file: String) throws(YAMLProblems) -> TransitPriors {
    try YAMLDocument.decode(text, file: file) { root -> TransitPriors? in
      guard let map = root.mapping() else { return TransitPriors() }
      if let format = map.required("format"), format.int() != 1 { format.problem("format is 1") }
      if let basis = map.required("basis"), basis.string() != "assumption" {
        basis.problem("basis is 'assumption'", hint: "what was measured is imported, not assumed")
      }
      return TransitPriors((map.required("priors")?.list() ?? []).compactMap(prior))
    }
  }

  private static func prior(_ value: YAMLValue) -> TransitPriors.Prior? {
    guard let map = value.mapping() else { return nil }
    let carrier = map.required("carrier")?.string()
    let service = map.optional("service")?.string()?.lowercased()
    let route = map.required("route")
    let days = map.required("days")
    let counts = (days?.list() ?? []).compactMap { $0.int() }
    guard let carrier, let word = route?.choice(of: ["domestic", "abroad"]), days != nil else { return nil }
    guard counts.count == 3, counts == counts.sorted(), counts.allSatisfy({ (0...60).contains($0) }) else {
      days?.problem("days are three numbers of business days, none smaller than the one before it", hint: "[1, 1, 3]")
      return nil
    }
    return TransitPriors.Prior(
      carrier: CarrierID(carrier), service: service, isDomestic: word == "domestic", first: counts[0], usual: counts[1],
      last: counts[2])
  }
}
