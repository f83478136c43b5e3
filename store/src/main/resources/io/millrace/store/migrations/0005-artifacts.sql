-- What jobs read and made, and which runs are being deleted.

CREATE TABLE artifact (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id    INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    node      INTEGER NOT NULL,
    type      TEXT NOT NULL CHECK (type IN ('input', 'output')),
    name      TEXT NOT NULL,
    position  INTEGER NOT NULL CHECK (position >= 0),
    location  TEXT NOT NULL,
    path      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    how       TEXT NOT NULL CHECK (how IN ('ran', 'reused', 'kept')),
    origin    INTEGER,
    entry_id  INTEGER,
    content   TEXT NOT NULL CHECK (content IN ('pending', 'known', 'absent', 'unreadable')),
    digest    TEXT,
    bytes     INTEGER,
    reason    TEXT,
    looked_at INTEGER,
    UNIQUE (run_id, node, type, name, position),
    CHECK ((content = 'known') = (digest IS NOT NULL AND bytes IS NOT NULL)),
    CHECK ((content = 'unreadable') = (reason IS NOT NULL)),
    CHECK ((content = 'pending') = (looked_at IS NULL))
) STRICT;

CREATE INDEX artifact_by_path ON artifact (path, location, id);
CREATE INDEX artifact_pending ON artifact (id) WHERE content = 'pending' AND type = 'output';

-- Whose results a run took over, from the cache or as a retry.
CREATE INDEX node_by_origin ON node (kept_from, run_id) WHERE kept_from IS NOT NULL;

-- Runs whose deletion was decided. Their files and rows go step by step; the run itself is the last.
CREATE TABLE run_removal (
    run_id INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    at     INTEGER NOT NULL
) STRICT;
