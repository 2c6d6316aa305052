-- The life of a watchlist. The PostgreSQL twin holds the same; change both together.
--
-- Files are imported, this table is the truth. A version is a text that never
-- changes; what changes is its state, forwards only: draft, trial (records,
-- raises nothing), live, retired. Another text is another version.

CREATE TABLE watchlist_versions (
    id TEXT NOT NULL CHECK (length(id) BETWEEN 1 AND 64),
    version INTEGER NOT NULL CHECK (version >= 1),
    state TEXT NOT NULL CHECK (state IN ('draft', 'trial', 'live', 'retired')),
    text TEXT NOT NULL, -- TOML
    digest BLOB NOT NULL CHECK (length(digest) = 32), -- of the text
    note TEXT NOT NULL,
    -- The earlier version that this one brings back. Its text has been live, so
    -- it needs no trial.
    restores INTEGER CHECK (restores < version),
    -- NULL: taken in from files when the server was installed, which made it
    -- live at once.
    author INTEGER REFERENCES users (id),
    created INTEGER NOT NULL,
    tried_by INTEGER REFERENCES users (id),
    tried_at INTEGER,
    proposed_by INTEGER REFERENCES users (id),
    proposed_at INTEGER,
    published_by INTEGER REFERENCES users (id),
    published_at INTEGER,
    retire_proposed_by INTEGER REFERENCES users (id),
    retire_proposed_at INTEGER,
    retired_by INTEGER REFERENCES users (id),
    retired_at INTEGER,
    PRIMARY KEY (id, version),
    FOREIGN KEY (id, restores) REFERENCES watchlist_versions (id, version),
    CHECK ((tried_by IS NULL) = (tried_at IS NULL)),
    CHECK ((proposed_by IS NULL) = (proposed_at IS NULL)),
    CHECK ((retire_proposed_by IS NULL) = (retire_proposed_at IS NULL)),
    -- The state says what happened.
    CHECK (state <> 'draft' OR (tried_at IS NULL AND published_at IS NULL)),
    CHECK (state <> 'trial' OR (tried_at IS NOT NULL AND published_at IS NULL)),
    CHECK (state <> 'live' OR published_at IS NOT NULL),
    CHECK ((state = 'retired') = (retired_at IS NOT NULL)),
    -- What goes live was written and proposed by one person and published by
    -- another; only the installation goes without.
    CHECK (
        published_at IS NULL
        OR (author IS NULL AND published_by IS NULL)
        OR (
            author IS NOT NULL AND proposed_by IS NOT NULL AND published_by IS NOT NULL
            AND published_by <> author AND published_by <> proposed_by
        )
    ),
    -- So it is with what is taken off; a draft or a trial one person may end.
    CHECK (
        retired_by IS NULL
        OR published_at IS NULL
        OR (retire_proposed_by IS NOT NULL AND retired_by <> retire_proposed_by)
    )
) STRICT;

-- One version of a watchlist is live at a time, and one on trial beside it.
CREATE UNIQUE INDEX watchlist_versions_live ON watchlist_versions (id) WHERE state = 'live';
CREATE UNIQUE INDEX watchlist_versions_trial ON watchlist_versions (id) WHERE state = 'trial';

-- Versions loaded from files so far move here under their numbers, which flags
-- name: the newest is live, each one before it was retired when the next came.
INSERT INTO watchlist_versions (id, version, state, text, digest, note, created, published_at, retired_at)
SELECT c.id, c.version, CASE WHEN n.version IS NULL THEN 'live' ELSE 'retired' END,
       c.text, c.digest, '', c.loaded, c.loaded, n.loaded
FROM config_versions AS c
LEFT JOIN config_versions AS n ON n.kind = c.kind AND n.id = c.id AND n.version = c.version + 1
WHERE c.kind = 'watchlist';

DELETE FROM config_versions
WHERE kind = 'watchlist';

CREATE TRIGGER watchlist_versions_begin BEFORE INSERT ON watchlist_versions
WHEN NOT (
    (NEW.state = 'draft' AND NEW.author IS NOT NULL)
    OR (
        NEW.state = 'live' AND NEW.author IS NULL
        AND NOT EXISTS (SELECT 1 FROM watchlist_versions AS w WHERE w.id = NEW.id)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'a version of a watchlist begins as a draft');
END;

CREATE TRIGGER watchlist_versions_forward BEFORE UPDATE ON watchlist_versions
WHEN NOT (
    NEW.id = OLD.id
    AND NEW.version = OLD.version
    AND NEW.text = OLD.text
    AND NEW.digest = OLD.digest
    AND NEW.note = OLD.note
    AND NEW.created = OLD.created
    AND NEW.author IS OLD.author
    AND NEW.restores IS OLD.restores
    AND (
        (NEW.state = OLD.state AND OLD.state <> 'retired')
        OR (OLD.state = 'draft' AND NEW.state = 'trial')
        OR (OLD.state = 'draft' AND NEW.state = 'live' AND NEW.restores IS NOT NULL)
        OR (OLD.state = 'trial' AND NEW.state = 'live')
        OR (OLD.state <> 'retired' AND NEW.state = 'retired' AND NEW.retired_by IS NOT NULL)
    )
)
BEGIN
    SELECT RAISE(ABORT, 'a version of a watchlist only moves forward and keeps its text');
END;

CREATE TRIGGER watchlist_versions_no_delete BEFORE DELETE ON watchlist_versions
BEGIN
    SELECT RAISE(ABORT, 'versions of watchlists are kept');
END;

-- Set on what a version on trial recorded: 1 when it would have gone to the
-- queue were the version live, 0 when not. NULL: of a live version. What a
-- version recorded on trial keeps its mark until it reaches the queue.
ALTER TABLE flags ADD COLUMN trial INTEGER CHECK (trial IN (0, 1)) CHECK (trial IS NULL OR case_id IS NULL);

-- Counts what a trial recorded, by rule.
CREATE INDEX flags_trial ON flags (watchlist, version, rule) WHERE trial IS NOT NULL;
