-- Schedules, the times that have had their runs, and of runs the schedule that made them.

CREATE TABLE schedule (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    name           TEXT NOT NULL,
    description    TEXT NOT NULL,
    user_name      TEXT NOT NULL,
    storage_user   TEXT NOT NULL,
    pipeline       INTEGER NOT NULL,
    version        INTEGER NOT NULL,
    crontab        TEXT NOT NULL,
    start_at       INTEGER,
    end_at         INTEGER,
    catchup        INTEGER NOT NULL CHECK (catchup IN (0, 1)),
    expire_seconds INTEGER NOT NULL CHECK (expire_seconds >= 0),
    concurrency    INTEGER NOT NULL CHECK (concurrency >= 0),
    policy         TEXT NOT NULL CHECK (policy IN ('suspend', 'skip', 'replace')),
    status         TEXT NOT NULL CHECK (status IN ('running', 'success', 'failed', 'terminated')),
    next_at        INTEGER,
    message        TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    updated_at     INTEGER NOT NULL,
    UNIQUE (user_name, name),
    CHECK ((status = 'running') = (next_at IS NOT NULL))
) STRICT;

CREATE INDEX schedule_due ON schedule (next_at) WHERE status = 'running';
CREATE INDEX schedule_by_pipeline ON schedule (pipeline, version) WHERE status = 'running';

-- One row for each time that has its run: none can have two.
CREATE TABLE schedule_tick (
    schedule_id INTEGER NOT NULL REFERENCES schedule (id) ON DELETE CASCADE,
    at          INTEGER NOT NULL,
    run_id      INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
    PRIMARY KEY (schedule_id, at)
) STRICT, WITHOUT ROWID;

CREATE INDEX schedule_tick_by_run ON schedule_tick (run_id);

-- No reference: a run outlives its schedule. A retry has the time of the run that it retries, and no row above.
ALTER TABLE run ADD COLUMN schedule_id INTEGER;
ALTER TABLE run ADD COLUMN scheduled_at INTEGER;

CREATE INDEX run_by_schedule ON run (schedule_id, id) WHERE schedule_id IS NOT NULL;
CREATE INDEX run_active_by_schedule ON run (schedule_id, id)
    WHERE schedule_id IS NOT NULL AND status IN ('initiating', 'pending', 'running', 'terminating');
