/// Who is told what: webhook endpoints, subscriptions with the proof of consent, incentives, and the deliveries that
/// are made of news.
let outreachMigration = Migration(number: 2, name: "outreach") { dialect in
  switch dialect {
  case .sqlite: webhookTables + subscriptionTables + incentiveTables + deliveryTables
  }
}

private let webhookTables = [
  // `secrets` is a sealed JSON list, the current one first; `kinds` a JSON list, null for all. The lease is on the
  // endpoint and not on its deliveries: that is what keeps them in order.
  """
  CREATE TABLE webhook_endpoint (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secrets TEXT NOT NULL,
    kinds TEXT,
    created_at INTEGER NOT NULL,
    not_before INTEGER,
    failing_since INTEGER,
    disabled_at INTEGER,
    disabled_why TEXT,
    lease_owner INTEGER,
    lease_until INTEGER
  ) STRICT
  """,
  "CREATE INDEX webhook_endpoint_shop ON webhook_endpoint (shop)",
  // The body of an event, written once, so that every attempt at every endpoint says the same.
  """
  CREATE TABLE event (
    sequence INTEGER PRIMARY KEY REFERENCES news (sequence) ON DELETE CASCADE,
    shop TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL
  ) STRICT
  """,
  "CREATE INDEX event_shop ON event (shop, at)",
]

private let subscriptionTables = [
  // `subject` is a shipment's id or an order's number. Between `stop_asked_at` and `withdrawn_at` a message that was
  // being handed over ends; none begins.
  """
  CREATE TABLE subscription (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    scope TEXT NOT NULL,
    subject TEXT NOT NULL,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    language TEXT NOT NULL,
    wishes TEXT NOT NULL,
    text_version TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    asks INTEGER NOT NULL,
    confirmed_at INTEGER,
    stop_asked_at INTEGER,
    withdrawn_at INTEGER
  ) STRICT
  """,
  """
  CREATE UNIQUE INDEX subscription_subject ON subscription (shop, scope, subject, channel, address)
  WHERE stop_asked_at IS NULL
  """,
  "CREATE INDEX subscription_address ON subscription (address, asked_at)",
  """
  CREATE INDEX subscription_stopping ON subscription (seq)
  WHERE stop_asked_at IS NOT NULL AND withdrawn_at IS NULL
  """,
  // The proof (GDPR article 7). Without the address itself, so that it may outlive it.
  """
  CREATE TABLE consent (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    shop TEXT NOT NULL,
    subscription TEXT NOT NULL,
    address_fingerprint TEXT NOT NULL,
    channel TEXT NOT NULL,
    event TEXT NOT NULL,
    wishes TEXT NOT NULL,
    text_version TEXT NOT NULL,
    language TEXT NOT NULL,
    at INTEGER NOT NULL,
    how TEXT NOT NULL
  ) STRICT
  """,
  "CREATE INDEX consent_address ON consent (address_fingerprint)",
  "CREATE TRIGGER consent_stays BEFORE UPDATE ON consent BEGIN SELECT RAISE(ABORT, 'consent is append-only'); END",
  "CREATE TRIGGER consent_remains BEFORE DELETE ON consent BEGIN SELECT RAISE(ABORT, 'consent is append-only'); END",
]

private let incentiveTables = [
  // `document` is the rule as JSON; of several that apply, the one with the lowest position counts.
  """
  CREATE TABLE incentive_rule (
    id TEXT NOT NULL,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (shop, id)
  ) STRICT, WITHOUT ROWID
  """,
  """
  CREATE TABLE voucher (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    rule TEXT NOT NULL,
    code TEXT NOT NULL,
    claimed_by TEXT,
    claimed_at INTEGER,
    UNIQUE (shop, code)
  ) STRICT
  """,
  "CREATE INDEX voucher_free ON voucher (shop, rule, seq) WHERE claimed_by IS NULL",
  // One a beneficiary (an order, or a shipment that belongs to none).
  """
  CREATE TABLE incentive_grant (
    shop TEXT NOT NULL REFERENCES shop (id) ON DELETE CASCADE,
    beneficiary TEXT NOT NULL,
    rule TEXT NOT NULL,
    code TEXT,
    shipment TEXT NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (shop, beneficiary)
  ) STRICT, WITHOUT ROWID
  """,
]

private let deliveryTables = [
  // `kind`: event (to an endpoint), news (to a subscription), confirm (asks a subscription's owner to say yes).
  // `news` times endpoint or subscription is the identity: an expansion that runs twice inserts nothing twice.
  """
  CREATE TABLE delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    news INTEGER REFERENCES news (sequence) ON DELETE CASCADE,
    endpoint INTEGER REFERENCES webhook_endpoint (seq) ON DELETE CASCADE,
    subscription INTEGER REFERENCES subscription (seq) ON DELETE CASCADE,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER NOT NULL,
    lease_owner INTEGER,
    lease_until INTEGER,
    result TEXT,
    created_at INTEGER NOT NULL,
    settled_at INTEGER,
    CHECK ((endpoint IS NULL) <> (subscription IS NULL)),
    UNIQUE (endpoint, news),
    UNIQUE (subscription, news)
  ) STRICT
  """,
  "CREATE INDEX delivery_news ON delivery (news)",
  "CREATE INDEX delivery_of_endpoint ON delivery (endpoint, news) WHERE endpoint IS NOT NULL AND state = 'pending'",
  """
  CREATE INDEX delivery_due ON delivery (next_attempt_at)
  WHERE subscription IS NOT NULL AND state IN ('pending', 'sending')
  """,
  """
  CREATE INDEX delivery_of_subscription ON delivery (subscription)
  WHERE subscription IS NOT NULL AND state IN ('pending', 'sending', 'held')
  """,
]
