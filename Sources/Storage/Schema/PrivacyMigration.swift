/// What retention has to find: shipments that ended and still hold something personal, and old subscriptions.
let privacyMigration = Migration(number: 4, name: "privacy") { dialect in
  switch dialect {
  case .sqlite:
    [
      // The version that was cleared; where the shipment changed after that, it may hold something again.
      "ALTER TABLE shipment ADD COLUMN cleared_version INTEGER",
      """
      CREATE INDEX shipment_retention ON shipment (\(Retention.end)) WHERE \(Retention.holdsPersonal)
      """,
      "CREATE INDEX subscription_age ON subscription (asked_at)",
    ]
  }
}
