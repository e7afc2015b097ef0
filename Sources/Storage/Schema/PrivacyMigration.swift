/// What retention has to find: shipments that ended and still hold something personal, and old subscriptions.
let privacyMigration = Migration(number: 4, name: "privacy") { dialect in
  switch dialect {
  case .sqlite:
    [
      // The version that was cleared; where the shipment changed after that, it may hold something again.
      "ALTER TABLE shipment ADD COLUMN cleared_version INTEGER",
      // As retention read at that time; a later step makes the index anew.
      """
      CREATE INDEX shipment_retention ON shipment (coalesce(state_since, last_seen_at, created_at))
      WHERE (state IN ('delivered', 'returned', 'cancelled', 'expired')
      OR (state = 'exception' AND coalesce(detail, '') IN ('lost', 'disposed')))
      AND (cleared_version IS NULL OR cleared_version <> version)
      """,
      "CREATE INDEX subscription_age ON subscription (asked_at)",
    ]
  }
}
