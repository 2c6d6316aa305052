-- The first form of the store. The PostgreSQL twin holds the same tables,
-- columns, checks and indexes under the same names; change both together.
--
-- Times are milliseconds since 1970 (UTC), truth values are 0 and 1, hashes
-- are the 32 bytes of a SHA-256, names of closed lists are those of `model`.

-- Hosts, each with the right to ask it. `fence` only ever grows.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    fence INTEGER NOT NULL DEFAULT 0 CHECK (fence >= 0),
    lease_until INTEGER NOT NULL DEFAULT 0,
    paused_until INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Addresses waiting. `due` is NULL once an address is not to be asked again.
CREATE TABLE frontier (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    host TEXT NOT NULL REFERENCES hosts (host),
    depth INTEGER NOT NULL CHECK (depth >= 0),
    due INTEGER,
    fetched INTEGER,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    etag TEXT,
    last_modified TEXT,
    UNIQUE (source, url)
) STRICT;

-- Finds the earliest entry of a host for one source; done ones are left out so
-- that the index holds what is still to do and no more.
CREATE INDEX frontier_due ON frontier (host, source, due, id) WHERE due IS NOT NULL;

-- One row for each host of a source: when its earliest entry is due
-- (`next_due`) and when it may be leased (`ready_at`: due, not leased, not
-- paused; NULL when nothing waits). Kept by every statement that moves an entry
-- or a lease, so that leasing reads one index entry, however many hosts there are.
CREATE TABLE frontier_hosts (
    source TEXT NOT NULL,
    host TEXT NOT NULL REFERENCES hosts (host),
    next_due INTEGER,
    ready_at INTEGER,
    PRIMARY KEY (source, host),
    CHECK ((next_due IS NULL) = (ready_at IS NULL)),
    CHECK (ready_at >= next_due)
) STRICT;

-- Leases the host that is ready for longest, for one source and for all.
CREATE INDEX frontier_hosts_ready ON frontier_hosts (source, ready_at, host) WHERE ready_at IS NOT NULL;
CREATE INDEX frontier_hosts_ready_any ON frontier_hosts (ready_at, host) WHERE ready_at IS NOT NULL;
-- Finds the rows to bring up to date when a host is leased or let go.
CREATE INDEX frontier_hosts_host ON frontier_hosts (host);

CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    checked INTEGER NOT NULL,
    status INTEGER CHECK (status BETWEEN 100 AND 999),
    body BLOB CHECK (length(body) <= 512000), -- 500 KiB, RFC 9309 §2.5
    body_fetched INTEGER,
    CHECK ((body IS NULL) = (body_fetched IS NULL))
) STRICT;

CREATE TABLE pages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    source TEXT,
    newest INTEGER REFERENCES page_versions (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Counts the pages of a source against its limit without reading the table.
CREATE INDEX pages_source ON pages (source) WHERE source IS NOT NULL;

CREATE TABLE page_versions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    page_id INTEGER NOT NULL REFERENCES pages (id),
    url TEXT,
    title TEXT NOT NULL,
    lang TEXT NOT NULL,
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    text_hash BLOB NOT NULL CHECK (length(text_hash) = 32),
    fetched INTEGER NOT NULL,
    page BLOB NOT NULL -- the extracted page: JSON, zstd
) STRICT;

-- Lists the versions of a page, newest first.
CREATE INDEX page_versions_page ON page_versions (page_id, id);

CREATE TABLE fetches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT,
    final_url TEXT,
    source TEXT,
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    status INTEGER CHECK (status BETWEEN 100 AND 999),
    content_type TEXT,
    body BLOB CHECK (length(body) = 32),
    body_bytes INTEGER NOT NULL CHECK (body_bytes >= 0),
    request_headers TEXT NOT NULL,
    response_headers TEXT NOT NULL,
    duration_ms INTEGER NOT NULL CHECK (duration_ms >= 0),
    page_version INTEGER REFERENCES page_versions (id)
) STRICT;

-- Walks over the bodies that must exist, for `verify`.
CREATE INDEX fetches_body ON fetches (body) WHERE body IS NOT NULL;
-- Finds the fetch that brought a version, for its evidence.
CREATE INDEX fetches_page_version ON fetches (page_version) WHERE page_version IS NOT NULL;

-- Attempts by source and outcome, counted as they are written: the console
-- asks for these on every visit, and counting millions of rows takes seconds.
-- `source` is empty for imports.
CREATE TABLE fetch_totals (
    source TEXT NOT NULL,
    outcome TEXT NOT NULL,
    count INTEGER NOT NULL CHECK (count > 0),
    last INTEGER NOT NULL,
    last_reason TEXT,
    PRIMARY KEY (source, outcome)
) STRICT;

CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    password_hash TEXT NOT NULL,
    roles TEXT NOT NULL, -- names, joined by commas
    must_change INTEGER NOT NULL CHECK (must_change IN (0, 1)),
    closed INTEGER,
    failures INTEGER NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until INTEGER
) STRICT;

CREATE TABLE sessions (
    token_hash BLOB PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id INTEGER NOT NULL REFERENCES users (id),
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    CHECK (expires > created)
) STRICT;

-- Ends all sessions of a user.
CREATE INDEX sessions_user ON sessions (user_id);
-- Sweeps those that ran out.
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    category TEXT NOT NULL,
    site TEXT,
    flags INTEGER NOT NULL CHECK (flags >= 1),
    priority REAL NOT NULL CHECK (priority BETWEEN 0 AND 1),
    top_version INTEGER NOT NULL REFERENCES page_versions (id),
    opened INTEGER NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    -- Follows from the decisions (`AnyCase::from_decisions`); kept to filter by.
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed_once', 'confirmed_twice', 'closed')),
    claim_user INTEGER REFERENCES users (id),
    claim_until INTEGER,
    CHECK ((claim_user IS NULL) = (claim_until IS NULL))
) STRICT;

-- The queue: one state, highest priority first, then oldest.
CREATE INDEX cases_queue ON cases (state, priority DESC, opened, id);

-- What joins flags to a case.
CREATE TABLE case_keys (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, case_id)
) STRICT;

-- Flags of a case by site, so that the site most of them are on is known
-- without reading them all each time one joins.
CREATE TABLE case_sites (
    case_id INTEGER NOT NULL REFERENCES cases (id),
    site TEXT NOT NULL,
    flags INTEGER NOT NULL CHECK (flags >= 1),
    PRIMARY KEY (case_id, site)
) STRICT;

CREATE TABLE flags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    page_id INTEGER NOT NULL REFERENCES pages (id),
    page_version INTEGER NOT NULL REFERENCES page_versions (id),
    text_hash BLOB NOT NULL CHECK (length(text_hash) = 32),
    watchlist TEXT NOT NULL,
    rule TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    category TEXT NOT NULL,
    hits TEXT NOT NULL,     -- JSON
    priority TEXT NOT NULL, -- its parts, JSON
    case_id INTEGER REFERENCES cases (id), -- NULL: recorded only
    raised INTEGER NOT NULL
) STRICT;

-- A flag raised twice is one flag.
CREATE UNIQUE INDEX flags_once ON flags (page_id, text_hash, watchlist, rule, version);
-- Lists the flags of a case.
CREATE INDEX flags_case ON flags (case_id, id) WHERE case_id IS NOT NULL;

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    case_id INTEGER NOT NULL REFERENCES cases (id),
    user_id INTEGER NOT NULL REFERENCES users (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'not_harmful', 'unsure')),
    category TEXT,
    reason TEXT,
    note TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone INTEGER,
    CHECK ((outcome = 'confirmed') = (category IS NOT NULL)),
    CHECK ((outcome = 'not_harmful') = (reason IS NOT NULL))
) STRICT;

-- Lists the decisions of a case, oldest first.
CREATE INDEX decisions_case ON decisions (case_id, id);
-- One person has one standing decision on a case.
CREATE UNIQUE INDEX decisions_standing ON decisions (case_id, user_id) WHERE undone IS NULL;

-- What the search index still has to take in. AUTOINCREMENT: a number is never
-- given twice, even after a trim, because the index remembers the highest.
CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    page_id INTEGER NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('upsert', 'delete'))
) STRICT;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY CHECK (sequence >= 1),
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL, -- JSON
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    hash BLOB NOT NULL UNIQUE CHECK (length(hash) = 32)
) STRICT;

-- Lists what happened to one thing, newest first.
CREATE INDEX audit_subject ON audit (subject, sequence);

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'audit rows are only ever added');
END;

CREATE TABLE config_versions (
    kind TEXT NOT NULL CHECK (kind IN ('watchlist', 'source')),
    id TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version >= 1),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    loaded INTEGER NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT;

CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL
) STRICT;
