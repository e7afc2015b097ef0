/// The files of a carrier that is to be written. What nobody but its author can know is left empty: `carriers check`
/// then names each empty place with its line.
public struct CarrierSkeleton: Sendable {
  public let id: String

  /// Nil where the id is none: `a-z`, `0-9` and `-`, a letter or digit first.
  public init?(id: String) {
    let fits = id.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
    guard fits, let first = id.utf8.first, first != 0x2D, id.utf8.count <= 40 else { return nil }
    self.id = id
  }

  public var manifest: String {
    """
    # yaml-language-server: $schema=../../docs/carrier.schema.json
    format: 1
    id: \(id)
    # As customers know it.
    name:
    # ISO 3166-1 alpha-2 codes of its home; [] for a network without one.
    countries: []

    links:
      # The number stands in query (the parameter's name), in path or in fragment; offer is what a customer is given.
      - host:
        query:
        offer:

    numbers:
      # Samples are made up, never a person's parcel.
      - pattern:
        valid: []
        invalid: []

    secrets: [api_key]

    apis:
      main:
        title:
        request:
          url:
          headers: { Authorization: 'Bearer {secret.api_key}', Accept: application/json }
        # First match wins. tracked needs a condition that only a good answer fulfils.
        answers:
          - { status: 200, when: , outcome: tracked }
          - { status: 404, outcome: not_found }
          - { status: 429, outcome: rate_limited }
        read:
          shipments:
          number:
          checkpoints:
          # Where does the zone come from? unknown is an answer, an invented one is not.
          time: { at: , format: iso8601, zone: { else: unknown } }
          code:
          text:
        # Every code that is known for sure; all others stay unrecognized and are reported.
        states:
          announced/data_received: []
          in_transit: []
          out_for_delivery: []
          attempt_failed: []
          ready_for_pickup: []
          delivered: []
          exception: []
          returning: []
          info: []

    """
  }

  /// The quality card.
  public var card: String {
    """
    # \(id)

    | api | access | batch | languages | state of knowledge |
    |---|---|---|---|---|
    | `main` |  | 1 |  |  |

    ## Documented

    ## Seen

    ## Judged here

    ## From memory, or thin

    """
  }
}
