-- Results that later runs may reuse, and what was answered to steps that asked for one.

CREATE TABLE cache_entry (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    first            TEXT NOT NULL,
    second           TEXT NOT NULL,
    storage          TEXT NOT NULL,
    source           TEXT NOT NULL,
    user_name        TEXT NOT NULL,
    pipeline         TEXT NOT NULL,
    run_id           INTEGER NOT NULL,
    path             TEXT NOT NULL,
    job_id           TEXT NOT NULL,
    strategy         TEXT NOT NULL CHECK (strategy IN ('content', 'conservative')),
    status           TEXT NOT NULL CHECK (status IN ('succeeded', 'failed')),
    created_at       INTEGER NOT NULL,
    ended_at         INTEGER NOT NULL,
    max_expired_time INTEGER NOT NULL,
    outputs          TEXT NOT NULL,
    definition       TEXT NOT NULL,
    contents         TEXT NOT NULL,
    hits             INTEGER NOT NULL DEFAULT 0,
    last_hit_at      INTEGER,
    stale            TEXT
) STRICT;

CREATE INDEX cache_entry_by_fingerprint ON cache_entry (first, storage, source, id);
CREATE INDEX cache_entry_by_step ON cache_entry (source, path, storage, id);
CREATE INDEX cache_entry_by_run ON cache_entry (run_id, id);

CREATE TABLE cache_check (
    run_id   INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    node     INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    source   TEXT NOT NULL,
    path     TEXT NOT NULL,
    answer   TEXT NOT NULL CHECK (answer IN ('hit', 'miss', 'uncacheable')),
    reason   TEXT NOT NULL,
    first    TEXT NOT NULL,
    second   TEXT NOT NULL,
    entry_id INTEGER,
    changes  TEXT NOT NULL,
    PRIMARY KEY (run_id, node)
) STRICT, WITHOUT ROWID;

CREATE INDEX cache_check_by_step ON cache_check (source, path, run_id);
CREATE INDEX cache_check_by_entry ON cache_check (entry_id, run_id) WHERE answer = 'hit';
CREATE INDEX cache_check_by_fingerprint ON cache_check (first, second) WHERE answer = 'miss';
