package io.millrace.store;

import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.record.ScheduleId;
import io.millrace.engine.schedule.ActiveRun;
import io.millrace.engine.schedule.ConcurrencyPolicy;
import io.millrace.engine.schedule.NewSchedule;
import io.millrace.engine.schedule.Schedule;
import io.millrace.engine.schedule.ScheduleFilter;
import io.millrace.engine.schedule.ScheduleOptions;
import io.millrace.engine.schedule.ScheduleState;
import io.millrace.engine.schedule.ScheduleStatus;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statements that read schedules, and how rows become values. */
final class ScheduleReads {
    private static final String ONE = "SELECT * FROM schedule WHERE id = ?";

    static final String DUE =
            "SELECT * FROM schedule WHERE status = 'running' AND next_at <= ? AND id > ? ORDER BY id LIMIT ?";

    static final String NEXT_TIME = "SELECT MIN(next_at) FROM schedule WHERE status = 'running'";

    static final String ACTIVE_RUNS = """
            SELECT id, status FROM run
            WHERE schedule_id = ? AND status IN ('initiating', 'pending', 'running', 'terminating') ORDER BY id""";

    static final String PIPELINE_IN_USE = "SELECT 1 FROM schedule WHERE status = 'running' AND pipeline = ? LIMIT 1";

    static final String VERSION_IN_USE =
            "SELECT 1 FROM schedule WHERE status = 'running' AND pipeline = ? AND version = ? LIMIT 1";

    private ScheduleReads() {}

    static Optional<Schedule> schedule(Session session, ScheduleId id) throws SQLException {
        PreparedStatement select = session.statement(ONE);
        select.setLong(1, id.number());
        return all(select).stream().findFirst();
    }

    static List<Schedule> schedules(Session session, ScheduleFilter filter, long after, int limit) throws SQLException {
        List<String> conditions = new ArrayList<>(List.of("id > ?"));
        List<Object> values = new ArrayList<>(List.of(after));
        restrict(conditions, values, "user_name", filter.users());
        restrict(conditions, values, "pipeline", filter.pipelines());
        restrict(conditions, values, "version", filter.versions());
        restrict(
                conditions,
                values,
                "id",
                filter.ids().stream().map(ScheduleId::number).toList());
        restrict(conditions, values, "name", filter.names());
        restrict(
                conditions,
                values,
                "status",
                filter.statuses().stream().map(ScheduleStatus::word).toList());
        values.add(limit);
        PreparedStatement select = session.statement(
                "SELECT * FROM schedule WHERE %s ORDER BY id LIMIT ?".formatted(String.join(" AND ", conditions)));
        for (int i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
        return all(select);
    }

    private static void restrict(List<String> conditions, List<Object> values, String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            conditions.add(column + " IN (" + String.join(", ", Collections.nCopies(wanted.size(), "?")) + ")");
            values.addAll(wanted);
        }
    }

    static List<Schedule> due(Session session, Instant horizon, long after, int limit) throws SQLException {
        PreparedStatement select = session.statement(DUE);
        select.setLong(1, horizon.toEpochMilli());
        select.setLong(2, after);
        select.setInt(3, limit);
        return all(select);
    }

    static Optional<Instant> nextTime(Session session) throws SQLException {
        try (ResultSet row = session.statement(NEXT_TIME).executeQuery()) {
            row.next();
            return Columns.time(row, "MIN(next_at)");
        }
    }

    static List<ActiveRun> activeRuns(Session session, ScheduleId id) throws SQLException {
        PreparedStatement select = session.statement(ACTIVE_RUNS);
        select.setLong(1, id.number());
        List<ActiveRun> runs = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                RunStatus status = RunStatus.ofWord(rows.getString("status"));
                runs.add(new ActiveRun(new RunId(rows.getLong("id")), status == RunStatus.TERMINATING));
            }
        }
        return runs;
    }

    static boolean isInUse(Session session, long pipeline, OptionalLong version) throws SQLException {
        PreparedStatement select = session.statement(version.isPresent() ? VERSION_IN_USE : PIPELINE_IN_USE);
        select.setLong(1, pipeline);
        if (version.isPresent()) {
            select.setLong(2, version.getAsLong());
        }
        try (ResultSet row = select.executeQuery()) {
            return row.next();
        }
    }

    private static List<Schedule> all(PreparedStatement select) throws SQLException {
        List<Schedule> schedules = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                schedules.add(schedule(rows));
            }
        }
        return schedules;
    }

    private static Schedule schedule(ResultSet row) throws SQLException {
        NewSchedule made = new NewSchedule(
                row.getString("name"),
                row.getString("description"),
                row.getString("user_name"),
                row.getString("storage_user"),
                row.getLong("pipeline"),
                row.getLong("version"),
                row.getString("crontab"),
                Columns.time(row, "start_at"),
                Columns.time(row, "end_at"),
                options(row),
                Columns.instant(row, "created_at"));
        ScheduleState state = new ScheduleState(
                ScheduleStatus.ofWord(row.getString("status")),
                Columns.time(row, "next_at"),
                row.getString("message"),
                Columns.instant(row, "updated_at"));
        return new Schedule(new ScheduleId(row.getLong("id")), made, state);
    }

    private static ScheduleOptions options(ResultSet row) throws SQLException {
        return new ScheduleOptions(
                row.getBoolean("catchup"),
                Duration.ofSeconds(row.getLong("expire_seconds")),
                row.getInt("concurrency"),
                ConcurrencyPolicy.ofWord(row.getString("policy")).orElseThrow());
    }
}
