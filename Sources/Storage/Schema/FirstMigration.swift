/// Shops and keys, shipments with checkpoints and news, and what carrier accounts must remember.
///
/// Times are milliseconds UTC, days are numbered from 1970-01-01, truth values are 0 and 1.
let firstMigration = Migration(number: 1, name: "shops, shipments, accounts") { dialect in
  switch dialect {
  case .sqlite: shopTables + shipmentTables + shipmentIndexes + accountTables
  }
}

private let shopTables = [
  // `document` is the Shop as JSON: it is read whole or not at all.
  """
  CREATE TABLE shop (
    id TEXT NOT NULL PRIMARY KEY,
    document TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE shop_host (
    host TEXT NOT NULL PRIMARY KEY,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX shop_host_shop ON shop_host (shop)",
  // `id` names a key in lists; `hash` is the SHA-256 of the secret, which is not kept.
  """
  CREATE TABLE api_key (
    hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER
  ) STRICT, WITHOUT ROWID
  """,
  "CREATE INDEX api_key_shop ON api_key (shop)",
]

private let shipmentTables = [
  // `seq` orders by arrival and is what other tables refer to; `id` is what the world sees.
  """
  CREATE TABLE shipment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    shop TEXT NOT NULL REFERENCES shop (id),
    carrier TEXT NOT NULL,
    number TEXT NOT NULL,
    generation INTEGER NOT NULL,
    order_number TEXT,
    promise INTEGER,
    country TEXT,
    region TEXT,
    postal_code TEXT,
    language TEXT,
    items TEXT,
    service TEXT,
    origin TEXT,
    source TEXT NOT NULL,
    state TEXT NOT NULL,
    detail TEXT,
    reason TEXT,
    needs_action TEXT NOT NULL,
    state_since INTEGER,
    estimates TEXT,
    delay_level TEXT NOT NULL,
    delay TEXT,
    pickup TEXT,
    received_by TEXT,
    is_return INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    last_polled_at INTEGER,
    last_seen_at INTEGER,
    last_outcome TEXT,
    failures INTEGER NOT NULL,
    next_poll_at INTEGER,
    next_assess_at INTEGER,
    version INTEGER NOT NULL,
    lease_owner INTEGER,
    lease_until INTEGER,
    UNIQUE (shop, number, carrier, generation)
  ) STRICT
  """,
  // A shipment's checkpoints lie side by side. `position` counts from the oldest, so that a new event
  // moves no other. `local_seconds` is what the clock at the place showed, as if it were UTC.
  """
  CREATE TABLE checkpoint (
    shipment INTEGER NOT NULL REFERENCES shipment (seq) ON DELETE CASCADE,
    dedupe_key TEXT NOT NULL,
    position INTEGER NOT NULL,
    local_seconds INTEGER,
    utc_offset INTEGER,
    zone_source TEXT,
    time_precision TEXT,
    raw_time TEXT,
    meaning TEXT NOT NULL,
    state TEXT,
    detail TEXT,
    reason TEXT,
    needs_action TEXT,
    code TEXT NOT NULL,
    words TEXT,
    language TEXT,
    place_name TEXT,
    place_city TEXT,
    place_postal_code TEXT,
    place_country TEXT,
    PRIMARY KEY (shipment, dedupe_key)
  ) STRICT, WITHOUT ROWID
  """,
  // What is to be told. `expanded_at` is set when deliveries were made of it.
  """
  CREATE TABLE news (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    shipment INTEGER NOT NULL REFERENCES shipment (seq) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    episode TEXT NOT NULL,
    at INTEGER NOT NULL,
    is_bad INTEGER NOT NULL,
    expanded_at INTEGER,
    UNIQUE (shipment, kind, episode)
  ) STRICT
  """,
  "CREATE INDEX news_not_expanded ON news (sequence) WHERE expanded_at IS NULL",
  // Only links that were revoked have a row; `subject` is a shipment's id or an order's number.
  """
  CREATE TABLE link_version (
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    subject TEXT NOT NULL,
    version INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL,
    PRIMARY KEY (shop, scope, subject)
  ) STRICT, WITHOUT ROWID
  """,
]

private let shipmentIndexes = [
  "CREATE INDEX shipment_poll ON shipment (carrier, next_poll_at) WHERE next_poll_at IS NOT NULL",
  "CREATE INDEX shipment_assess ON shipment (next_assess_at) WHERE next_assess_at IS NOT NULL",
  "CREATE INDEX shipment_order ON shipment (shop, order_number) WHERE order_number IS NOT NULL",
  // Each of these ends in the rowid, which is `seq`: lists come out of them in order.
  "CREATE INDEX shipment_shop ON shipment (shop)",
  "CREATE INDEX shipment_state ON shipment (shop, state)",
  "CREATE INDEX shipment_delay ON shipment (shop, delay_level) WHERE delay_level <> 'none'",
]

private let accountTables = [
  """
  CREATE TABLE unrecognized_code (
    carrier TEXT NOT NULL,
    code TEXT NOT NULL,
    count INTEGER NOT NULL,
    first_seen INTEGER NOT NULL,
    last_seen INTEGER NOT NULL,
    sample TEXT,
    PRIMARY KEY (carrier, code)
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE quota (
    account TEXT NOT NULL,
    day INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (account, day)
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE account_state (
    account TEXT NOT NULL PRIMARY KEY,
    not_before INTEGER,
    reason TEXT,
    failures INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID
  """,
]
