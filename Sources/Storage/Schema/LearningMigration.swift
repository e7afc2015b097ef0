/// The journal of lessons, what was learned from it, and what is foreseen for a shipment.
let learningMigration = Migration(number: 6, name: "learning") { dialect in
  switch dialect {
  case .sqlite: learningTables
  }
}

private let learningTables = [
  // Written in the transaction of the change that it comes from. `lessons` is JSON. A row without a shipment ends a
  // day. Rows that the state covers are deleted with it.
  """
  CREATE TABLE lesson (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    shipment TEXT,
    closes INTEGER UNIQUE,
    lessons TEXT NOT NULL
  ) STRICT
  """,
  // One row: what the lessons up to `through` taught.
  """
  CREATE TABLE learning (
    id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    through INTEGER NOT NULL,
    forecaster BLOB NOT NULL,
    rest BLOB NOT NULL,
    saved_at INTEGER NOT NULL
  ) STRICT
  """,
  "ALTER TABLE shipment ADD COLUMN outlook TEXT",
]
