/// What the countdown told last of a shipment, and what its order is worth.
let countdownMigration = Migration(number: 3, name: "countdown") { dialect in
  switch dialect {
  case .sqlite:
    ["ALTER TABLE shipment ADD COLUMN order_value TEXT", "ALTER TABLE shipment ADD COLUMN announced TEXT"]
  }
}
