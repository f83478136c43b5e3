-- Runs, their events and their nodes. Times are milliseconds since 1970-01-01 UTC.

-- What lists show of a run. AUTOINCREMENT: a number is never given twice, not even after its run was deleted.
CREATE TABLE run (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,
    user_name    TEXT NOT NULL,
    storage      TEXT NOT NULL,
    description  TEXT NOT NULL,
    source       TEXT NOT NULL,
    retry_of     INTEGER,
    status       TEXT NOT NULL CHECK (status IN (
                     'initiating', 'pending', 'running', 'terminating',
                     'succeeded', 'failed', 'terminated', 'skipped')),
    message      TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    activated_at INTEGER,
    ended_at     INTEGER,
    updated_at   INTEGER NOT NULL,
    CHECK ((status IN ('succeeded', 'failed', 'terminated', 'skipped')) = (ended_at IS NOT NULL))
) STRICT;

CREATE INDEX run_by_status ON run (status, id);
CREATE INDEX run_by_user ON run (user_name, id);
CREATE INDEX run_by_storage ON run (storage, id);
CREATE INDEX run_by_name ON run (name, id);

-- The long texts stay apart, so that lists never read them and a change of status never rewrites them.
CREATE TABLE run_text (
    run_id   INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
    pipeline TEXT NOT NULL,
    request  TEXT NOT NULL
) STRICT;

CREATE TABLE run_event (
    run_id   INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    event    TEXT NOT NULL,
    PRIMARY KEY (run_id, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE node (
    run_id     INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number >= 0),
    parent     INTEGER NOT NULL CHECK (parent >= -1),
    path       TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('step', 'dag', 'post_process')),
    iteration  INTEGER NOT NULL CHECK (iteration >= 0),
    status     TEXT NOT NULL CHECK (status IN (
                   'init', 'pending', 'running', 'terminating',
                   'succeeded', 'failed', 'terminated', 'cancelled', 'skipped')),
    message    TEXT NOT NULL,
    job_id     TEXT NOT NULL,
    attempts   INTEGER NOT NULL CHECK (attempts >= 0),
    exit_code  INTEGER,
    waiting    TEXT NOT NULL,
    kept_from  INTEGER,
    started_at INTEGER,
    ended_at   INTEGER,
    PRIMARY KEY (run_id, number)
) STRICT, WITHOUT ROWID;

-- Absent until a node's detail is known.
CREATE TABLE node_detail (
    run_id INTEGER NOT NULL,
    number INTEGER NOT NULL,
    detail TEXT NOT NULL,
    PRIMARY KEY (run_id, number),
    FOREIGN KEY (run_id, number) REFERENCES node (run_id, number) ON DELETE CASCADE
) STRICT;
