-- What is looked for again and again to be removed lies together, so that a round that finds nothing reads next to nothing.

-- Bytes of the files that a run left in its storage, measured once after its end; NULL before.
ALTER TABLE run ADD COLUMN artifact_bytes INTEGER CHECK (artifact_bytes >= 0);
CREATE INDEX run_to_measure ON run (id) WHERE ended_at IS NOT NULL AND artifact_bytes IS NULL;
CREATE INDEX run_with_artifacts ON run (id, artifact_bytes) WHERE artifact_bytes > 0;

CREATE INDEX cache_entry_stale ON cache_entry (id) WHERE stale IS NOT NULL;
CREATE INDEX cache_entry_by_expiry ON cache_entry (created_at + max_expired_time * 1000) WHERE max_expired_time <> -1;
