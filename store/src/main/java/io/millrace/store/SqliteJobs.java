package io.millrace.store;

import io.millrace.engine.JobQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads jobs from the database file of a home, as {@link SqliteQueries} reads its runs. */
record SqliteJobs(ReadPool pool) implements JobQueries {
    // The cross join keeps the order: runs from the newest on, and of each its nodes.
    static final String JOBS = """
            SELECT node.*, node_detail.detail, run.user_name FROM run CROSS JOIN node
            LEFT JOIN node_detail ON node_detail.run_id = node.run_id AND node_detail.number = node.number
            WHERE run.id <= ? AND node.run_id = run.id AND (node.run_id < ? OR node.number < ?) AND node.attempts > 0""";

    @Override
    public List<Job> jobs(Optional<String> user, Optional<Key> before, int limit) {
        long run = before.map(key -> key.run().number()).orElse(Long.MAX_VALUE);
        StringBuilder sql = new StringBuilder(JOBS);
        List<Object> values =
                new ArrayList<>(List.of(run, run, before.map(Key::node).orElse(0)));
        Sql.restrict(sql, values, "run.user_name", user.stream().toList());
        sql.append(" ORDER BY run.id DESC, node.number DESC LIMIT ?");
        values.add(limit);
        return pool.read(
                List.of(),
                session -> Sql.all(
                        session,
                        sql.toString(),
                        values,
                        row -> new Job(RunReads.node(row), row.getString("user_name"))));
    }
}
