package io.millrace.store;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.NodeRow.Kind;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunRecord;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.record.ScheduleTick;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The statements that read runs, and how rows become values. */
final class RunReads {
    /** A union, for SQLite merges its parts in the order of the index instead of sorting all that is unfinished. */
    static final String UNFINISHED = """
            SELECT id FROM run WHERE status = 'initiating' AND id > ?
            UNION ALL SELECT id FROM run WHERE status = 'pending' AND id > ?
            UNION ALL SELECT id FROM run WHERE status = 'running' AND id > ?
            UNION ALL SELECT id FROM run WHERE status = 'terminating' AND id > ?
            ORDER BY id LIMIT ?""";

    static final String WITH_ATTEMPTS = """
            SELECT id FROM run WHERE status IN ('initiating', 'pending', 'running', 'terminating')
            AND EXISTS (SELECT 1 FROM node WHERE node.run_id = run.id AND node.attempts > 0 AND node.waiting = ''
                        AND node.status IN ('init', 'pending', 'running', 'terminating')) ORDER BY id""";

    static final String UNFINISHED_COUNTS =
            "SELECT status, count(*) FROM run WHERE status IN ('initiating', 'pending', 'running', 'terminating')"
                    + " GROUP BY status";

    static final String RUN = """
            SELECT run.*, run_text.pipeline, run_text.request
            FROM run JOIN run_text ON run_text.run_id = run.id WHERE run.id = ?""";

    static final String NODES = """
            SELECT node.*, node_detail.detail
            FROM node LEFT JOIN node_detail ON node_detail.run_id = node.run_id AND node_detail.number = node.number
            WHERE node.run_id = ? AND node.number > ? ORDER BY node.number LIMIT ?""";

    static final String EVENTS =
            "SELECT sequence, event FROM run_event WHERE run_id = ? AND sequence > ? ORDER BY sequence LIMIT ?";

    private RunReads() {}

    static List<RunSummary> runs(Session session, RunFilter filter, int limit) throws SQLException {
        RunListSql sql = RunListSql.of(filter, limit);
        return Sql.all(session, sql.text(), sql.values(), RunReads::summary);
    }

    static List<RunId> unfinished(Session session, long after, int limit) throws SQLException {
        return Sql.all(
                session, UNFINISHED, List.of(after, after, after, after, limit), row -> new RunId(row.getLong(1)));
    }

    static List<RunId> withAttempts(Session session) throws SQLException {
        return Sql.all(session, WITH_ATTEMPTS, List.of(), row -> new RunId(row.getLong(1)));
    }

    static Map<RunStatus, Long> unfinishedCounts(Session session) throws SQLException {
        Map<RunStatus, Long> counts = new EnumMap<>(RunStatus.class);
        try (ResultSet rows = session.statement(UNFINISHED_COUNTS).executeQuery()) {
            while (rows.next()) {
                counts.put(RunStatus.ofWord(rows.getString(1)), rows.getLong(2));
            }
        }
        return counts;
    }

    static Optional<RunRecord> run(Session session, RunId run) throws SQLException {
        return Sql.one(session, RUN, List.of(run.number()), RunReads::record);
    }

    static Optional<RunRow> row(Session session, RunId run) throws SQLException {
        return run(session, run).map(RunRecord::row);
    }

    static List<NodeRow> nodes(Session session, RunId run, int after, int limit) throws SQLException {
        return Sql.all(session, NODES, List.of(run.number(), after, limit), RunReads::node);
    }

    static List<EventRow> events(Session session, RunId run, long after, int limit) throws SQLException {
        return Sql.all(
                session,
                EVENTS,
                List.of(run.number(), after, limit),
                row -> new EventRow(run, row.getLong(1), row.getString(2)));
    }

    private static RunSummary summary(ResultSet row) throws SQLException {
        return new RunSummary(
                new RunId(row.getLong("id")),
                row.getString("name"),
                row.getString("user_name"),
                row.getString("storage"),
                row.getString("description"),
                row.getString("source"),
                Columns.number(row, "retry_of").map(RunId::new),
                RunStatus.ofWord(row.getString("status")),
                row.getString("message"),
                Columns.instant(row, "created_at"),
                Columns.time(row, "activated_at"),
                Columns.time(row, "ended_at"),
                Columns.instant(row, "updated_at"),
                tick(row));
    }

    private static Optional<ScheduleTick> tick(ResultSet row) throws SQLException {
        Optional<Long> schedule = Columns.number(row, "schedule_id");
        Instant at = Columns.instant(row, "scheduled_at");
        return schedule.map(number -> new ScheduleTick(new ScheduleId(number), at));
    }

    private static RunRecord record(ResultSet row) throws SQLException {
        RunSummary summary = summary(row);
        NewRun created = new NewRun(
                summary.name(),
                summary.user(),
                summary.storage(),
                summary.description(),
                summary.source(),
                row.getString("pipeline"),
                row.getString("request"),
                summary.retryOf(),
                summary.createdAt(),
                summary.tick());
        RunRow state = new RunRow(
                summary.id(),
                summary.status(),
                summary.message(),
                summary.activatedAt(),
                summary.endedAt(),
                summary.updatedAt());
        return new RunRecord(summary.id(), created, state);
    }

    static NodeRow node(ResultSet row) throws SQLException {
        return new NodeRow(
                new RunId(row.getLong("run_id")),
                row.getInt("number"),
                row.getInt("parent"),
                row.getString("path"),
                row.getString("name"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getInt("iteration"),
                NodeStatus.ofWord(row.getString("status")),
                row.getString("message"),
                row.getString("job_id"),
                row.getInt("attempts"),
                Columns.number(row, "exit_code").map(Long::intValue),
                row.getString("waiting"),
                Columns.number(row, "kept_from").map(RunId::new),
                Columns.time(row, "started_at"),
                Columns.time(row, "ended_at"),
                Optional.ofNullable(row.getString("detail")));
    }
}
