package io.millrace.store;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.record.ScheduleTick;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleState;
import io.millrace.engine.schedule.ScheduleStatus;
import io.millrace.engine.schedule.ScheduleTurn;
import io.millrace.engine.schedule.ScheduleTurn.TickRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that write schedules, inside a transaction of the caller. */
final class ScheduleWrites {
    private static final String INSERT = """
            INSERT INTO schedule (name, description, user_name, storage_user, pipeline, version, crontab, start_at, end_at,
                catchup, expire_seconds, concurrency, policy, status, next_at, message, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'running', ?, '', ?, ?)
            ON CONFLICT (user_name, name) DO NOTHING RETURNING id""";

    private static final String ADVANCE = """
            UPDATE schedule SET status = ?, next_at = ?, message = ?, updated_at = ?
            WHERE id = ? AND status = 'running' AND next_at = ?""";

    private static final String END = """
            UPDATE schedule SET status = ?, next_at = NULL, message = ?, updated_at = ?
            WHERE id = ? AND status = 'running'""";

    private static final String DELETE = "DELETE FROM schedule WHERE id = ? AND status <> 'running'";

    private static final String INSERT_TICK = "INSERT INTO schedule_tick (schedule_id, at, run_id) VALUES (?, ?, ?)";

    private ScheduleWrites() {}

    static ScheduleId create(Session session, NewSchedule made, Instant next) throws SQLException {
        PreparedStatement insert = session.statement(INSERT);
        insert.setString(1, made.name());
        insert.setString(2, made.description());
        insert.setString(3, made.user());
        insert.setString(4, made.storageUser());
        insert.setLong(5, made.pipeline());
        insert.setLong(6, made.version());
        insert.setString(7, made.crontab());
        Columns.setTime(insert, 8, made.start());
        Columns.setTime(insert, 9, made.end());
        insert.setBoolean(10, made.options().catchup());
        insert.setLong(11, made.options().expireInterval().toSeconds());
        insert.setInt(12, made.options().concurrency());
        insert.setString(13, made.options().policy().word());
        insert.setLong(14, next.toEpochMilli());
        insert.setLong(15, made.createdAt().toEpochMilli());
        insert.setLong(16, made.createdAt().toEpochMilli());
        try (ResultSet row = insert.executeQuery()) {
            if (!row.next()) {
                throw new MillraceException(
                        Code.SCHEDULE_NAME_TAKEN,
                        "%s has a schedule '%s' already: choose another name, or delete that one"
                                .formatted(made.user(), made.name()));
            }
            return new ScheduleId(row.getLong(1));
        }
    }

    /** First the schedule, so that nothing is written when it is not as the turn found it. */
    static Optional<List<RunId>> write(Session session, ScheduleTurn turn) throws SQLException {
        if (!advance(session, turn.before(), turn.after())) {
            return Optional.empty();
        }
        List<RunId> runs = new ArrayList<>();
        for (TickRun run : turn.runs()) {
            RunId id = RunWrites.create(session, run.run(), run.status(), run.message());
            tick(session, run.run().tick().orElseThrow(), id);
            runs.add(id);
        }
        return Optional.of(runs);
    }

    private static boolean advance(Session session, Schedule before, ScheduleState after) throws SQLException {
        PreparedStatement update = session.statement(ADVANCE);
        update.setString(1, after.status().word());
        Columns.setTime(update, 2, after.next());
        update.setString(3, after.message());
        update.setLong(4, after.updatedAt().toEpochMilli());
        update.setLong(5, before.id().number());
        Columns.setTime(update, 6, before.state().next());
        return update.executeUpdate() > 0;
    }

    private static void tick(Session session, ScheduleTick tick, RunId run) throws SQLException {
        PreparedStatement insert = session.statement(INSERT_TICK);
        insert.setLong(1, tick.schedule().number());
        insert.setLong(2, tick.at().toEpochMilli());
        insert.setLong(3, run.number());
        insert.executeUpdate();
    }

    static boolean end(Session session, ScheduleId id, ScheduleStatus status, String message, Instant now)
            throws SQLException {
        PreparedStatement update = session.statement(END);
        update.setString(1, status.word());
        update.setString(2, message);
        update.setLong(3, now.toEpochMilli());
        update.setLong(4, id.number());
        return update.executeUpdate() > 0;
    }

    static boolean delete(Session session, ScheduleId id) throws SQLException {
        PreparedStatement delete = session.statement(DELETE);
        delete.setLong(1, id.number());
        return delete.executeUpdate() > 0;
    }
}
