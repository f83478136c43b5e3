package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionQueries;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what deleting runs depends on, as {@link SqliteQueries} reads runs. */
record SqliteRetention(ReadPool pool) implements RetentionQueries {
    private static final String OLDEST = "SELECT id, created_at, ended_at FROM run WHERE id > ? ORDER BY id LIMIT ?";
    private static final String BEING_DELETED = "SELECT run_id FROM run_removal ORDER BY run_id";

    @Override
    public Set<RunId> usersOf(RunId run) {
        return Set.copyOf(pool.read(List.of(), session -> RetentionWrites.users(session, run, Integer.MAX_VALUE)));
    }

    @Override
    public List<Aged> oldest(long after, int limit) {
        return pool.read(List.of(), session -> {
            PreparedStatement select = session.statement(OLDEST);
            select.setLong(1, after);
            select.setInt(2, limit);
            List<Aged> runs = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    runs.add(new Aged(
                            new RunId(rows.getLong(1)),
                            Columns.instant(rows, "created_at"),
                            Columns.time(rows, "ended_at")));
                }
            }
            return runs;
        });
    }

    @Override
    public List<RunId> beingDeleted() {
        return pool.read(List.of(), session -> {
            List<RunId> runs = new ArrayList<>();
            try (ResultSet rows = session.statement(BEING_DELETED).executeQuery()) {
                while (rows.next()) {
                    runs.add(new RunId(rows.getLong(1)));
                }
            }
            return runs;
        });
    }
}
