/// What the shop's API and its support desk need: answers that can be given again, secrets that are rotated, shipments
/// that are held or closed, and who did it.
let deskMigration = Migration(number: 5, name: "shop's desk") { dialect in
  switch dialect {
  case .sqlite:
    [
      // `answer` is sealed: it may hold a secret or what a customer ordered. Null while the request is under way.
      """
      CREATE TABLE kept_answer (
        shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
        key_hash TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        begun_at INTEGER NOT NULL,
        answer TEXT,
        PRIMARY KEY (shop, key_hash)
      ) STRICT, WITHOUT ROWID
      """,
      "CREATE INDEX kept_answer_age ON kept_answer (begun_at)",
      // Until then the secret before the current one signs too.
      "ALTER TABLE webhook_endpoint ADD COLUMN old_secret_until INTEGER",
      "ALTER TABLE shipment ADD COLUMN closed_at INTEGER",
      "ALTER TABLE shipment ADD COLUMN closed_why TEXT",
      // Sent because a person said so: holds, wishes and pauses do not count, consent does.
      "ALTER TABLE delivery ADD COLUMN by_hand INTEGER NOT NULL DEFAULT 0",
      """
      CREATE TABLE shipment_hold (
        shipment INTEGER NOT NULL PRIMARY KEY REFERENCES shipment (seq) ON DELETE CASCADE,
        at INTEGER NOT NULL
      ) STRICT
      """,
      """
      CREATE TABLE desk_action (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        shipment INTEGER NOT NULL REFERENCES shipment (seq) ON DELETE CASCADE,
        action TEXT NOT NULL,
        at INTEGER NOT NULL,
        why TEXT,
        who TEXT NOT NULL
      ) STRICT
      """,
      "CREATE INDEX desk_action_shipment ON desk_action (shipment, seq)",
      // A shipment that was closed is over too.
      "DROP INDEX shipment_retention",
      "CREATE INDEX shipment_retention ON shipment (\(Retention.end)) WHERE \(Retention.holdsPersonal)",
    ]
  }
}
