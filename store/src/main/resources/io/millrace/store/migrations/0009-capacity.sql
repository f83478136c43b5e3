-- Queues, flavours, clusters, and who was granted which queue. Amounts are kept as they were written.

CREATE TABLE cluster (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    name        TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    endpoint    TEXT NOT NULL,
    source      TEXT NOT NULL,
    type        TEXT NOT NULL,
    version     TEXT NOT NULL,
    status      TEXT NOT NULL,
    credential  TEXT NOT NULL,
    setting     TEXT NOT NULL,
    namespaces  TEXT NOT NULL,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE queue (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL UNIQUE,
    namespace    TEXT NOT NULL,
    cluster      TEXT NOT NULL REFERENCES cluster (name),
    quota_type   TEXT NOT NULL,
    steps        INTEGER NOT NULL CHECK (steps >= 0),
    most_cpu     TEXT NOT NULL,
    most_memory  TEXT NOT NULL,
    most_scalars TEXT NOT NULL,
    least_cpu     TEXT NOT NULL,
    least_memory  TEXT NOT NULL,
    least_scalars TEXT NOT NULL,
    location     TEXT NOT NULL,
    policies     TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL
) STRICT;

CREATE INDEX queue_by_cluster ON queue (cluster);

CREATE TABLE flavour (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL UNIQUE,
    cluster    TEXT NOT NULL,
    cpu        TEXT NOT NULL,
    memory     TEXT NOT NULL,
    scalars    TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE queue_grant (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    user_name  TEXT NOT NULL,
    queue      TEXT NOT NULL REFERENCES queue (name) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,
    UNIQUE (user_name, queue)
) STRICT;

CREATE INDEX queue_grant_by_queue ON queue_grant (queue);

-- What is there from the beginning.
INSERT INTO cluster (name, description, endpoint, source, type, version, status, credential, setting, namespaces,
    created_at, updated_at)
VALUES ('default-cluster', 'this machine', '', 'OnPremise', 'Local', '', 'online', '', '', '[]',
    unixepoch() * 1000, unixepoch() * 1000);

INSERT INTO queue (name, namespace, cluster, quota_type, steps, most_cpu, most_memory, most_scalars, least_cpu,
    least_memory, least_scalars, location, policies, created_at, updated_at)
VALUES ('default-queue', 'default', 'default-cluster', 'volcanoCapabilityQuota', 0, '20', '20Gi', '{}', '', '', '{}',
    '{}', '[]', unixepoch() * 1000, unixepoch() * 1000);

INSERT INTO flavour (name, cluster, cpu, memory, scalars, created_at, updated_at) VALUES
    ('flavour1', '', '1', '1Gi', '{}', unixepoch() * 1000, unixepoch() * 1000),
    ('flavour2', '', '4', '8Gi', '{"nvidia.com/gpu":"1"}', unixepoch() * 1000, unixepoch() * 1000),
    ('flavour3', '', '4', '8Gi', '{"nvidia.com/gpu":"2"}', unixepoch() * 1000, unixepoch() * 1000);
