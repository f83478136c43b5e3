-- What users registered: storages, and pipelines with their versions.

-- AUTOINCREMENT: lists are paged by number, and a number is never given twice.
CREATE TABLE storage (
    id                INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name         TEXT NOT NULL,
    name              TEXT NOT NULL,
    type              TEXT NOT NULL,
    server_address    TEXT NOT NULL,
    sub_path          TEXT NOT NULL,
    location          TEXT NOT NULL,
    properties        TEXT NOT NULL,
    independent_mount INTEGER NOT NULL CHECK (independent_mount IN (0, 1)),
    created_at        INTEGER NOT NULL,
    UNIQUE (user_name, name)
) STRICT;

-- versions counts all that there ever were, deleted ones too.
CREATE TABLE pipeline (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL,
    description TEXT NOT NULL,
    user_name   TEXT NOT NULL,
    versions    INTEGER NOT NULL CHECK (versions > 0),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    UNIQUE (user_name, name)
) STRICT;

CREATE TABLE pipeline_version (
    pipeline   INTEGER NOT NULL REFERENCES pipeline (id) ON DELETE CASCADE,
    version    INTEGER NOT NULL CHECK (version > 0),
    storage    TEXT NOT NULL,
    path       TEXT NOT NULL,
    text       TEXT NOT NULL,
    md5        TEXT NOT NULL,
    storages   TEXT NOT NULL,
    user_name  TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (pipeline, version)
) STRICT;

CREATE INDEX pipeline_version_by_text ON pipeline_version (md5);
