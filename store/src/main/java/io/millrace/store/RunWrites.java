package io.millrace.store;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.engine.record.ScheduleTick;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The statements that write runs, inside a transaction of the caller. They refuse with {@link IllegalStateException} what
 * would break the record of a run: a gap or a repeat among its events, and any change of a run or node that has ended.
 */
final class RunWrites {
    // A list after NOT IN would be a table that SQLite makes anew for each row.
    private static final String NOT_FINAL =
            "status <> 'succeeded' AND status <> 'failed' AND status <> 'terminated' AND status <> 'skipped'";

    private static final String INSERT_RUN = """
            INSERT INTO run (name, user_name, storage, description, source, retry_of, schedule_id, scheduled_at, status,
                message, created_at, ended_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id""";

    private static final String INSERT_TEXT = "INSERT INTO run_text (run_id, pipeline, request) VALUES (?, ?, ?)";

    private static final String LAST_EVENT = "SELECT COALESCE(MAX(sequence), 0) FROM run_event WHERE run_id = ?";

    private static final String INSERT_EVENT = "INSERT INTO run_event (run_id, sequence, event) VALUES (?, ?, ?)";

    private static final String UPDATE_RUN = """
            UPDATE run SET status = ?, message = ?, activated_at = ?, ended_at = ?, updated_at = ?
            WHERE id = ? AND\s""" + NOT_FINAL;

    // First an update, then an insert where there was nothing to update: SQLite guards an upsert by a journal of its
    // own,
    // which takes and gives back 64 KB of memory for each row.
    private static final String UPDATE_NODE = """
            UPDATE node SET parent = ?, path = ?, name = ?, kind = ?, iteration = ?, status = ?, message = ?, job_id = ?,
                attempts = ?, exit_code = ?, waiting = ?, kept_from = ?, started_at = ?, ended_at = ?
            WHERE run_id = ? AND number = ? AND status <> 'cancelled' AND\s""" + NOT_FINAL;

    private static final String INSERT_NODE = """
            INSERT INTO node (parent, path, name, kind, iteration, status, message, job_id, attempts, exit_code,
                waiting, kept_from, started_at, ended_at, run_id, number)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (run_id, number) DO NOTHING""";

    private static final String UPDATE_DETAIL = "UPDATE node_detail SET detail = ? WHERE run_id = ? AND number = ?";

    private static final String INSERT_DETAIL = "INSERT INTO node_detail (detail, run_id, number) VALUES (?, ?, ?)";

    private RunWrites() {}

    /**
     * Adds a run.
     *
     * @param status {@code initiating}, or a final one for a run that never begins
     */
    static RunId create(Session session, NewRun run, RunStatus status, String message) throws SQLException {
        if (run.retryOf().isPresent()
                && RetentionWrites.isDecided(session, run.retryOf().get())) {
            throw new MillraceException(
                    Code.RUN_STATE, run.retryOf().get() + " is being deleted, and cannot be retried any more");
        }
        PreparedStatement insert = session.statement(INSERT_RUN);
        insert.setString(1, run.name());
        insert.setString(2, run.user());
        insert.setString(3, run.storage());
        insert.setString(4, run.description());
        insert.setString(5, run.source());
        Columns.setLong(insert, 6, run.retryOf().map(RunId::number));
        Columns.setLong(insert, 7, run.tick().map(tick -> tick.schedule().number()));
        Columns.setTime(insert, 8, run.tick().map(ScheduleTick::at));
        insert.setString(9, status.word());
        insert.setString(10, message);
        insert.setLong(11, run.createdAt().toEpochMilli());
        Columns.setTime(insert, 12, Optional.of(run.createdAt()).filter(created -> status.isFinal()));
        insert.setLong(13, run.createdAt().toEpochMilli());
        RunId id;
        try (ResultSet row = insert.executeQuery()) {
            row.next();
            id = new RunId(row.getLong(1));
        }
        PreparedStatement text = session.statement(INSERT_TEXT);
        text.setLong(1, id.number());
        text.setString(2, run.pipelineText());
        text.setString(3, run.request());
        text.executeUpdate();
        return id;
    }

    static void write(Session session, Batch batch) throws SQLException {
        events(session, batch.events());
        runs(session, batch.runs());
        nodes(session, batch.nodes());
        ArtifactWrites.insert(session, batch.artifacts());
    }

    private static void events(Session session, List<EventRow> events) throws SQLException {
        Map<RunId, Long> last = new HashMap<>();
        for (EventRow event : events) {
            RunId run = event.run();
            long expected = 1 + (last.containsKey(run) ? last.get(run) : lastEvent(session, run));
            if (event.sequence() != expected) {
                throw new IllegalStateException(
                        "event %d of %s does not follow the last one that is stored".formatted(event.sequence(), run));
            }
            last.put(run, expected);
        }
        RowBatch.write(session, INSERT_EVENT, events, (insert, event) -> {
            insert.setLong(1, event.run().number());
            insert.setLong(2, event.sequence());
            insert.setString(3, event.event());
        });
    }

    private static long lastEvent(Session session, RunId run) throws SQLException {
        PreparedStatement select = session.statement(LAST_EVENT);
        select.setLong(1, run.number());
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void runs(Session session, List<RunRow> runs) throws SQLException {
        List<RunRow> refused = RowBatch.write(session, UPDATE_RUN, runs, (update, run) -> {
            update.setString(1, run.status().word());
            update.setString(2, run.message());
            Columns.setTime(update, 3, run.activatedAt());
            Columns.setTime(update, 4, run.endedAt());
            update.setLong(5, run.updatedAt().toEpochMilli());
            update.setLong(6, run.run().number());
        });
        for (RunRow run : refused) {
            refuseChange(session, run);
        }
    }

    /** A final row that is written again as it stands is no change. */
    private static void refuseChange(Session session, RunRow wanted) throws SQLException {
        RunRow stored = RunReads.row(session, wanted.run())
                .orElseThrow(() -> new IllegalStateException("there is no " + wanted.run() + " to change"));
        if (stored.status() != wanted.status()
                || !stored.message().equals(wanted.message())
                || !stored.endedAt().equals(wanted.endedAt())) {
            throw new IllegalStateException("%s is %s and cannot become %s"
                    .formatted(
                            wanted.run(),
                            stored.status().word(),
                            wanted.status().word()));
        }
    }

    private static void nodes(Session session, List<NodeRow> nodes) throws SQLException {
        List<NodeRow> fresh = RowBatch.write(session, UPDATE_NODE, nodes, RunWrites::bind);
        List<NodeRow> refused = RowBatch.write(session, INSERT_NODE, fresh, RunWrites::bind);
        for (NodeRow node : refused) {
            refuseChange(session, node);
        }
        List<NodeRow> detailed = nodes.stream()
                .filter(node -> node.detail().isPresent() && !refused.contains(node))
                .toList();
        List<NodeRow> unknown = RowBatch.write(session, UPDATE_DETAIL, detailed, RunWrites::bindDetail);
        RowBatch.write(session, INSERT_DETAIL, unknown, RunWrites::bindDetail);
    }

    private static void bind(PreparedStatement statement, NodeRow node) throws SQLException {
        statement.setInt(1, node.parent());
        statement.setString(2, node.path());
        statement.setString(3, node.name());
        statement.setString(4, node.kind().name().toLowerCase(Locale.ROOT));
        statement.setInt(5, node.iteration());
        statement.setString(6, node.status().word());
        statement.setString(7, node.message());
        statement.setString(8, node.jobId());
        statement.setInt(9, node.attempts());
        Columns.setLong(statement, 10, node.exitCode().map(Integer::longValue));
        statement.setString(11, node.waiting());
        Columns.setLong(statement, 12, node.keptFrom().map(RunId::number));
        Columns.setTime(statement, 13, node.startedAt());
        Columns.setTime(statement, 14, node.endedAt());
        statement.setLong(15, node.run().number());
        statement.setInt(16, node.node());
    }

    private static void bindDetail(PreparedStatement statement, NodeRow node) throws SQLException {
        statement.setString(1, node.detail().orElseThrow());
        statement.setLong(2, node.run().number());
        statement.setInt(3, node.node());
    }

    private static void refuseChange(Session session, NodeRow wanted) throws SQLException {
        NodeRow stored =
                RunReads.nodes(session, wanted.run(), wanted.node() - 1, 1).getFirst();
        if (!stored.equals(wanted.detail().isPresent() ? wanted : wanted.withDetail(stored.detail()))) {
            throw new IllegalStateException("node %d of %s is %s and cannot be changed to %s"
                    .formatted(wanted.node(), wanted.run(), stored.status().word(), wanted));
        }
    }
}
