-- The first form of the store. The SQLite twin holds the same tables,
-- columns, checks and indexes under the same names; change both together.
--
-- Times are milliseconds since 1970 (UTC), truth values are 0 and 1, hashes
-- are the 32 bytes of a SHA-256, names of closed lists are those of `model`.

-- Hosts, each with the right to ask it. `fence` only ever grows.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    fence BIGINT NOT NULL DEFAULT 0 CHECK (fence >= 0),
    lease_until BIGINT NOT NULL DEFAULT 0,
    paused_until BIGINT NOT NULL DEFAULT 0
);

-- Addresses waiting. `due` is NULL once an address is not to be asked again.
CREATE TABLE frontier (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    host TEXT NOT NULL REFERENCES hosts (host),
    depth BIGINT NOT NULL CHECK (depth >= 0),
    due BIGINT,
    fetched BIGINT,
    failures BIGINT NOT NULL DEFAULT 0 CHECK (failures >= 0),
    etag TEXT,
    last_modified TEXT,
    UNIQUE (source, url)
);

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
    next_due BIGINT,
    ready_at BIGINT,
    PRIMARY KEY (source, host),
    CHECK ((next_due IS NULL) = (ready_at IS NULL)),
    CHECK (ready_at >= next_due)
);

-- Leases the host that is ready for longest, for one source and for all.
CREATE INDEX frontier_hosts_ready ON frontier_hosts (source, ready_at, host) WHERE ready_at IS NOT NULL;
CREATE INDEX frontier_hosts_ready_any ON frontier_hosts (ready_at, host) WHERE ready_at IS NOT NULL;
-- Finds the rows to bring up to date when a host is leased or let go.
CREATE INDEX frontier_hosts_host ON frontier_hosts (host);

CREATE TABLE robots (
    origin TEXT PRIMARY KEY,
    checked BIGINT NOT NULL,
    status BIGINT CHECK (status BETWEEN 100 AND 999),
    body BYTEA CHECK (length(body) <= 512000), -- 500 KiB, RFC 9309 §2.5
    body_fetched BIGINT,
    CHECK ((body IS NULL) = (body_fetched IS NULL))
);

CREATE TABLE pages (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    site TEXT NOT NULL,
    source TEXT,
    newest BIGINT
);

-- Counts the pages of a source against its limit without reading the table.
CREATE INDEX pages_source ON pages (source) WHERE source IS NOT NULL;

CREATE TABLE page_versions (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    page_id BIGINT NOT NULL REFERENCES pages (id),
    url TEXT,
    title TEXT NOT NULL,
    lang TEXT NOT NULL,
    content_hash BYTEA NOT NULL CHECK (length(content_hash) = 32),
    text_hash BYTEA NOT NULL CHECK (length(text_hash) = 32),
    fetched BIGINT NOT NULL,
    page BYTEA NOT NULL -- the extracted page: JSON, zstd
);

ALTER TABLE pages
    ADD CONSTRAINT pages_newest FOREIGN KEY (newest) REFERENCES page_versions (id)
    DEFERRABLE INITIALLY DEFERRED;

-- Lists the versions of a page, newest first.
CREATE INDEX page_versions_page ON page_versions (page_id, id);

CREATE TABLE fetches (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    url TEXT,
    final_url TEXT,
    source TEXT,
    at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    status BIGINT CHECK (status BETWEEN 100 AND 999),
    content_type TEXT,
    body BYTEA CHECK (length(body) = 32),
    body_bytes BIGINT NOT NULL CHECK (body_bytes >= 0),
    request_headers TEXT NOT NULL,
    response_headers TEXT NOT NULL,
    duration_ms BIGINT NOT NULL CHECK (duration_ms >= 0),
    page_version BIGINT REFERENCES page_versions (id)
);

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
    count BIGINT NOT NULL CHECK (count > 0),
    last BIGINT NOT NULL,
    last_reason TEXT,
    PRIMARY KEY (source, outcome)
);

CREATE TABLE users (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64),
    password_hash TEXT NOT NULL,
    roles TEXT NOT NULL, -- names, joined by commas
    must_change BIGINT NOT NULL CHECK (must_change IN (0, 1)),
    closed BIGINT,
    failures BIGINT NOT NULL DEFAULT 0 CHECK (failures >= 0),
    locked_until BIGINT
);

CREATE TABLE sessions (
    token_hash BYTEA PRIMARY KEY CHECK (length(token_hash) = 32),
    user_id BIGINT NOT NULL REFERENCES users (id),
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    CHECK (expires > created)
);

-- Ends all sessions of a user.
CREATE INDEX sessions_user ON sessions (user_id);
-- Sweeps those that ran out.
CREATE INDEX sessions_expires ON sessions (expires);

CREATE TABLE cases (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    category TEXT NOT NULL,
    site TEXT,
    flags BIGINT NOT NULL CHECK (flags >= 1),
    priority DOUBLE PRECISION NOT NULL CHECK (priority BETWEEN 0 AND 1),
    top_version BIGINT NOT NULL REFERENCES page_versions (id),
    opened BIGINT NOT NULL,
    revision BIGINT NOT NULL CHECK (revision >= 1),
    -- Follows from the decisions (`AnyCase::from_decisions`); kept to filter by.
    state TEXT NOT NULL CHECK (state IN ('open', 'confirmed_once', 'confirmed_twice', 'closed')),
    claim_user BIGINT REFERENCES users (id),
    claim_until BIGINT,
    CHECK ((claim_user IS NULL) = (claim_until IS NULL))
);

-- The queue: one state, highest priority first, then oldest.
CREATE INDEX cases_queue ON cases (state, priority DESC, opened, id);

-- What joins flags to a case.
CREATE TABLE case_keys (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    key TEXT NOT NULL,
    PRIMARY KEY (key, case_id)
);

-- Flags of a case by site, so that the site most of them are on is known
-- without reading them all each time one joins.
CREATE TABLE case_sites (
    case_id BIGINT NOT NULL REFERENCES cases (id),
    site TEXT NOT NULL,
    flags BIGINT NOT NULL CHECK (flags >= 1),
    PRIMARY KEY (case_id, site)
);

CREATE TABLE flags (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    page_id BIGINT NOT NULL REFERENCES pages (id),
    page_version BIGINT NOT NULL REFERENCES page_versions (id),
    text_hash BYTEA NOT NULL CHECK (length(text_hash) = 32),
    watchlist TEXT NOT NULL,
    rule TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    category TEXT NOT NULL,
    hits TEXT NOT NULL,     -- JSON
    priority TEXT NOT NULL, -- its parts, JSON
    case_id BIGINT REFERENCES cases (id), -- NULL: recorded only
    raised BIGINT NOT NULL
);

-- A flag raised twice is one flag.
CREATE UNIQUE INDEX flags_once ON flags (page_id, text_hash, watchlist, rule, version);
-- Lists the flags of a case.
CREATE INDEX flags_case ON flags (case_id, id) WHERE case_id IS NOT NULL;

CREATE TABLE decisions (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    case_id BIGINT NOT NULL REFERENCES cases (id),
    user_id BIGINT NOT NULL REFERENCES users (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('confirmed', 'not_harmful', 'unsure')),
    category TEXT,
    reason TEXT,
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    undone BIGINT,
    CHECK ((outcome = 'confirmed') = (category IS NOT NULL)),
    CHECK ((outcome = 'not_harmful') = (reason IS NOT NULL))
);

-- Lists the decisions of a case, oldest first.
CREATE INDEX decisions_case ON decisions (case_id, id);
-- One person has one standing decision on a case.
CREATE UNIQUE INDEX decisions_standing ON decisions (case_id, user_id) WHERE undone IS NULL;

-- What the search index still has to take in. An identity column: a number is
-- never given twice, even after a trim, because the index remembers the highest.
CREATE TABLE outbox (
    sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    page_id BIGINT NOT NULL,
    op TEXT NOT NULL CHECK (op IN ('upsert', 'delete'))
);

CREATE TABLE audit (
    sequence BIGINT PRIMARY KEY CHECK (sequence >= 1),
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL, -- JSON
    previous BYTEA NOT NULL CHECK (length(previous) = 32),
    hash BYTEA NOT NULL UNIQUE CHECK (length(hash) = 32)
);

-- Lists what happened to one thing, newest first.
CREATE INDEX audit_subject ON audit (subject, sequence);

CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit rows are only ever added';
END;
$$;

CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();

CREATE TABLE config_versions (
    kind TEXT NOT NULL CHECK (kind IN ('watchlist', 'source')),
    id TEXT NOT NULL,
    version BIGINT NOT NULL CHECK (version >= 1),
    digest BYTEA NOT NULL CHECK (length(digest) = 32),
    loaded BIGINT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (kind, id, version)
);

CREATE TABLE jobs (
    name TEXT PRIMARY KEY,
    state TEXT NOT NULL
);
