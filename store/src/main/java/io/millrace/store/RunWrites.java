package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NewRun;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The statements that write runs, inside a transaction of the caller. They refuse with {@link IllegalStateException} what
 * would break the record of a run: a gap or a repeat among its events, and any change of a run or node that has ended.
 */
final class RunWrites {
    private static final String FINAL_RUN = "('succeeded', 'failed', 'terminated', 'skipped')";
    private static final String FINAL_NODE = "('succeeded', 'failed', 'terminated', 'cancelled', 'skipped')";

    private static final String INSERT_RUN = """
            INSERT INTO run (name, user_name, storage, description, source, retry_of, status, message, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, '', ?, ?) RETURNING id""";

    private static final String INSERT_TEXT = "INSERT INTO run_text (run_id, pipeline, request) VALUES (?, ?, ?)";

    private static final String INSERT_EVENT = """
            INSERT INTO run_event (run_id, sequence, event)
            SELECT ?, ?, ? WHERE ? = 1 + COALESCE((SELECT MAX(sequence) FROM run_event WHERE run_id = ?), 0)""";

    private static final String UPDATE_RUN = """
            UPDATE run SET status = ?, message = ?, activated_at = ?, ended_at = ?, updated_at = ?
            WHERE id = ? AND status NOT IN\s""" + FINAL_RUN;

    private static final String UPSERT_NODE = """
            INSERT INTO node (run_id, number, parent, path, name, kind, iteration, status, message, job_id, attempts,
                exit_code, waiting, kept_from, started_at, ended_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (run_id, number) DO UPDATE SET
                parent = excluded.parent, path = excluded.path, name = excluded.name, kind = excluded.kind,
                iteration = excluded.iteration, status = excluded.status, message = excluded.message,
                job_id = excluded.job_id, attempts = excluded.attempts, exit_code = excluded.exit_code,
                waiting = excluded.waiting, kept_from = excluded.kept_from, started_at = excluded.started_at,
                ended_at = excluded.ended_at
            WHERE node.status NOT IN\s""" + FINAL_NODE;

    private static final String UPSERT_DETAIL = """
            INSERT INTO node_detail (run_id, number, detail) VALUES (?, ?, ?)
            ON CONFLICT (run_id, number) DO UPDATE SET detail = excluded.detail
            WHERE node_detail.detail <> excluded.detail""";

    private RunWrites() {}

    static RunId create(Session session, NewRun run) throws SQLException {
        PreparedStatement insert = session.statement(INSERT_RUN);
        insert.setString(1, run.name());
        insert.setString(2, run.user());
        insert.setString(3, run.storage());
        insert.setString(4, run.description());
        insert.setString(5, run.source());
        setLong(insert, 6, run.retryOf().map(RunId::number));
        insert.setString(7, RunStatus.INITIATING.word());
        insert.setLong(8, run.createdAt().toEpochMilli());
        insert.setLong(9, run.createdAt().toEpochMilli());
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
    }

    private static void events(Session session, List<EventRow> events) throws SQLException {
        PreparedStatement insert = session.batch(INSERT_EVENT);
        for (EventRow event : events) {
            insert.setLong(1, event.run().number());
            insert.setLong(2, event.sequence());
            insert.setString(3, event.event());
            insert.setLong(4, event.sequence());
            insert.setLong(5, event.run().number());
            insert.addBatch();
        }
        int[] written = insert.executeBatch();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 0) {
                EventRow event = events.get(i);
                throw new IllegalStateException("event %d of %s does not follow the last one that is stored"
                        .formatted(event.sequence(), event.run()));
            }
        }
    }

    private static void runs(Session session, List<RunRow> runs) throws SQLException {
        PreparedStatement update = session.batch(UPDATE_RUN);
        for (RunRow run : runs) {
            update.setString(1, run.status().word());
            update.setString(2, run.message());
            setTime(update, 3, run.activatedAt());
            setTime(update, 4, run.endedAt());
            update.setLong(5, run.updatedAt().toEpochMilli());
            update.setLong(6, run.run().number());
            update.addBatch();
        }
        int[] written = update.executeBatch();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 0) {
                refuseChange(session, runs.get(i));
            }
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
        PreparedStatement upsert = session.batch(UPSERT_NODE);
        for (NodeRow node : nodes) {
            bind(upsert, node);
            upsert.addBatch();
        }
        int[] written = upsert.executeBatch();
        for (int i = 0; i < written.length; i++) {
            if (written[i] == 0) {
                refuseChange(session, nodes.get(i));
            } else {
                NodeRow node = nodes.get(i);
                if (node.detail().isPresent()) {
                    detail(session, node, node.detail().get());
                }
            }
        }
    }

    private static void bind(PreparedStatement upsert, NodeRow node) throws SQLException {
        upsert.setLong(1, node.run().number());
        upsert.setInt(2, node.node());
        upsert.setInt(3, node.parent());
        upsert.setString(4, node.path());
        upsert.setString(5, node.name());
        upsert.setString(6, node.kind().name().toLowerCase(Locale.ROOT));
        upsert.setInt(7, node.iteration());
        upsert.setString(8, node.status().word());
        upsert.setString(9, node.message());
        upsert.setString(10, node.jobId());
        upsert.setInt(11, node.attempts());
        setLong(upsert, 12, node.exitCode().map(Integer::longValue));
        upsert.setString(13, node.waiting());
        setLong(upsert, 14, node.keptFrom().map(RunId::number));
        setTime(upsert, 15, node.startedAt());
        setTime(upsert, 16, node.endedAt());
    }

    private static void detail(Session session, NodeRow node, String detail) throws SQLException {
        PreparedStatement statement = session.statement(UPSERT_DETAIL);
        statement.setLong(1, node.run().number());
        statement.setInt(2, node.node());
        statement.setString(3, detail);
        statement.executeUpdate();
    }

    private static void refuseChange(Session session, NodeRow wanted) throws SQLException {
        NodeRow stored =
                RunReads.nodes(session, wanted.run(), wanted.node() - 1, 1).getFirst();
        if (!stored.equals(wanted.detail().isPresent() ? wanted : wanted.withDetail(stored.detail()))) {
            throw new IllegalStateException("node %d of %s is %s and cannot be changed to %s"
                    .formatted(wanted.node(), wanted.run(), stored.status().word(), wanted));
        }
    }

    private static void setTime(PreparedStatement statement, int index, Optional<Instant> time) throws SQLException {
        setLong(statement, index, time.map(Instant::toEpochMilli));
    }

    private static void setLong(PreparedStatement statement, int index, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.get());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
