/// Trouble in carriers' networks, and which shop was told of it by which shipment.
let incidentMigration = Migration(number: 7, name: "incidents") { dialect in
  switch dialect {
  case .sqlite: incidentTables
  }
}

private let incidentTables = [
  """
  CREATE TABLE incident (
    id TEXT NOT NULL PRIMARY KEY,
    carrier TEXT NOT NULL,
    extent TEXT NOT NULL,
    place TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    ended_at INTEGER,
    observed INTEGER NOT NULL,
    expected INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX incident_open ON incident (carrier) WHERE ended_at IS NULL",
  // News belong to a shipment: the shop is told by one of its own.
  """
  CREATE TABLE incident_shop (
    incident TEXT NOT NULL REFERENCES incident (id) ON DELETE CASCADE,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    shipment INTEGER NOT NULL REFERENCES shipment (seq) ON DELETE CASCADE,
    affected INTEGER NOT NULL,
    PRIMARY KEY (incident, shop)
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX incident_shop_shipment ON incident_shop (shipment)",
]
