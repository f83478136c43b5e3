package io.millrace.store;

import io.millrace.engine.capacity.Amounts;
import io.millrace.engine.capacity.CapacityRegistry;
import io.millrace.engine.capacity.Cluster;
import io.millrace.engine.capacity.Flavour;
import io.millrace.engine.capacity.Grant;
import io.millrace.engine.capacity.Queue;
import io.millrace.engine.record.TextJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Queues, flavours, clusters and grants in the database of a home. */
record SqliteCapacity(GroupCommit writer, ReadPool pool) implements CapacityRegistry {
    private static final String QUEUE_SET = """
            namespace, cluster, quota_type, steps, most_cpu, most_memory, most_scalars, least_cpu, least_memory,
                least_scalars, location, policies""";

    private static final String ADD_QUEUE = """
            INSERT INTO queue (%s, name, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO NOTHING RETURNING *""".formatted(QUEUE_SET);

    private static final String REPLACE_QUEUE = """
            UPDATE queue SET (%s) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?), updated_at = ? WHERE name = ? RETURNING *""".formatted(QUEUE_SET);

    /** A step tells its queue in the environment of its definition, which is in the text of its run. */
    private static final String QUEUE_IN_USE = """
            SELECT 1 FROM run JOIN run_text ON run_text.run_id = run.id
            WHERE run.status IN ('initiating', 'pending', 'running', 'terminating')
                AND instr(run_text.pipeline || run_text.request, ?) > 0 LIMIT 1""";

    private static final String ADD_FLAVOUR = """
            INSERT INTO flavour (cluster, cpu, memory, scalars, name, created_at, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING RETURNING *""";

    private static final String REPLACE_FLAVOUR = """
            UPDATE flavour SET (cluster, cpu, memory, scalars) = (?, ?, ?, ?), updated_at = ? WHERE name = ?
            RETURNING *""";

    private static final String CLUSTER_SET =
            "description, endpoint, source, type, version, status, credential, setting, namespaces";

    private static final String ADD_CLUSTER = """
            INSERT INTO cluster (%s, name, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (name) DO NOTHING RETURNING *""".formatted(CLUSTER_SET);

    private static final String REPLACE_CLUSTER = """
            UPDATE cluster SET (%s) = (?, ?, ?, ?, ?, ?, ?, ?, ?), updated_at = ? WHERE name = ? RETURNING *""".formatted(CLUSTER_SET);

    private static final String ADD_GRANT = """
            INSERT INTO queue_grant (user_name, queue, created_at) VALUES (?, ?, ?)
            ON CONFLICT (user_name, queue) DO NOTHING RETURNING *""";

    private static final String GRANTED = "SELECT 1 FROM queue_grant WHERE user_name = ? AND queue = ?";

    @Override
    public Optional<Queue> add(Queue queue) {
        List<Object> values = values(queue);
        values.addAll(List.of(
                queue.name(),
                queue.createdAt().toEpochMilli(),
                queue.createdAt().toEpochMilli()));
        return writer.write(session -> Sql.one(session, ADD_QUEUE, values, SqliteCapacity::queue));
    }

    @Override
    public Optional<Queue> replace(Queue queue) {
        List<Object> values = values(queue);
        values.addAll(List.of(queue.updatedAt().toEpochMilli(), queue.name()));
        return writer.write(session -> Sql.one(session, REPLACE_QUEUE, values, SqliteCapacity::queue));
    }

    private static List<Object> values(Queue queue) {
        return new ArrayList<>(List.of(
                queue.namespace(),
                queue.cluster(),
                queue.quotaType(),
                queue.steps(),
                queue.most().cpu(),
                queue.most().memory(),
                TextJson.write(queue.most().scalars()),
                queue.least().cpu(),
                queue.least().memory(),
                TextJson.write(queue.least().scalars()),
                TextJson.write(queue.location()),
                TextJson.write(queue.policies())));
    }

    @Override
    public Optional<Queue> queue(String name) {
        return named("queue", name, SqliteCapacity::queue);
    }

    @Override
    public List<Queue> queues(Optional<String> user, Set<String> names, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM queue WHERE id > ?");
        List<Object> values = new ArrayList<>(List.of(after));
        if (user.isPresent()) {
            sql.append(" AND name IN (SELECT queue FROM queue_grant WHERE user_name = ?)");
            values.add(user.get());
        }
        return list(sql, values, Map.of("name", names), limit, SqliteCapacity::queue);
    }

    @Override
    public boolean deleteQueue(String name) {
        return writer.write(session -> !Sql.any(session, QUEUE_IN_USE, List.of(name))
                && Sql.update(session, "DELETE FROM queue WHERE name = ?", List.of(name)) > 0);
    }

    @Override
    public Optional<Flavour> add(Flavour flavour) {
        List<Object> values = values(flavour);
        values.addAll(List.of(
                flavour.name(),
                flavour.createdAt().toEpochMilli(),
                flavour.createdAt().toEpochMilli()));
        return writer.write(session -> Sql.one(session, ADD_FLAVOUR, values, SqliteCapacity::flavour));
    }

    @Override
    public Optional<Flavour> replace(Flavour flavour) {
        List<Object> values = values(flavour);
        values.addAll(List.of(flavour.updatedAt().toEpochMilli(), flavour.name()));
        return writer.write(session -> Sql.one(session, REPLACE_FLAVOUR, values, SqliteCapacity::flavour));
    }

    private static List<Object> values(Flavour flavour) {
        return new ArrayList<>(List.of(
                flavour.cluster(),
                flavour.amounts().cpu(),
                flavour.amounts().memory(),
                TextJson.write(flavour.amounts().scalars())));
    }

    @Override
    public Optional<Flavour> flavour(String name) {
        return named("flavour", name, SqliteCapacity::flavour);
    }

    @Override
    public List<Flavour> flavours(Set<String> names, Set<String> clusters, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM flavour WHERE id > ?");
        return list(
                sql,
                new ArrayList<>(List.of(after)),
                Map.of("name", names, "cluster", clusters),
                limit,
                SqliteCapacity::flavour);
    }

    @Override
    public boolean deleteFlavour(String name) {
        return writer.write(session -> Sql.update(session, "DELETE FROM flavour WHERE name = ?", List.of(name)) > 0);
    }

    @Override
    public Optional<Cluster> add(Cluster cluster) {
        List<Object> values = values(cluster);
        values.addAll(List.of(
                cluster.name(),
                cluster.createdAt().toEpochMilli(),
                cluster.createdAt().toEpochMilli()));
        return writer.write(session -> Sql.one(session, ADD_CLUSTER, values, SqliteCapacity::cluster));
    }

    @Override
    public Optional<Cluster> replace(Cluster cluster) {
        List<Object> values = values(cluster);
        values.addAll(List.of(cluster.updatedAt().toEpochMilli(), cluster.name()));
        return writer.write(session -> Sql.one(session, REPLACE_CLUSTER, values, SqliteCapacity::cluster));
    }

    private static List<Object> values(Cluster cluster) {
        return new ArrayList<>(List.of(
                cluster.description(),
                cluster.endpoint(),
                cluster.source(),
                cluster.type(),
                cluster.version(),
                cluster.status(),
                cluster.credential(),
                cluster.setting(),
                TextJson.write(cluster.namespaces())));
    }

    @Override
    public Optional<Cluster> cluster(String name) {
        return named("cluster", name, SqliteCapacity::cluster);
    }

    @Override
    public List<Cluster> clusters(Set<String> names, Set<String> statuses, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM cluster WHERE id > ?");
        return list(
                sql,
                new ArrayList<>(List.of(after)),
                Map.of("name", names, "status", statuses),
                limit,
                SqliteCapacity::cluster);
    }

    @Override
    public boolean deleteCluster(String name) {
        return writer.write(session -> !Sql.any(session, "SELECT 1 FROM queue WHERE cluster = ?", List.of(name))
                && Sql.update(session, "DELETE FROM cluster WHERE name = ?", List.of(name)) > 0);
    }

    @Override
    public Optional<Grant> add(Grant grant) {
        List<Object> values =
                List.of(grant.user(), grant.queue(), grant.createdAt().toEpochMilli());
        return writer.write(session -> Sql.one(session, ADD_GRANT, values, SqliteCapacity::grant));
    }

    @Override
    public boolean isGranted(String user, String queue) {
        return pool.read(false, session -> Sql.any(session, GRANTED, List.of(user, queue)));
    }

    @Override
    public List<Grant> grants(Set<String> users, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM queue_grant WHERE id > ?");
        return list(sql, new ArrayList<>(List.of(after)), Map.of("user_name", users), limit, SqliteCapacity::grant);
    }

    @Override
    public boolean deleteGrant(String user, String queue) {
        return writer.write(session ->
                Sql.update(session, "DELETE FROM queue_grant WHERE user_name = ? AND queue = ?", List.of(user, queue))
                        > 0);
    }

    /** Takes all grants of a user back. */
    static void deleteGrants(Session session, String user) throws SQLException {
        Sql.update(session, "DELETE FROM queue_grant WHERE user_name = ?", List.of(user));
    }

    private <T> Optional<T> named(String table, String name, Sql.Row<T> row) {
        String sql = "SELECT * FROM %s WHERE name = ?".formatted(table);
        return pool.read(Optional.empty(), session -> Sql.one(session, sql, List.of(name), row));
    }

    private <T> List<T> list(
            StringBuilder sql,
            List<Object> values,
            Map<String, ? extends Collection<String>> filters,
            int limit,
            Sql.Row<T> row) {
        filters.forEach((column, wanted) -> Sql.restrict(sql, values, column, wanted));
        sql.append(" ORDER BY id LIMIT ?");
        values.add(limit);
        return pool.read(List.of(), session -> Sql.all(session, sql.toString(), values, row));
    }

    private static Queue queue(ResultSet row) throws SQLException {
        return new Queue(
                row.getLong("id"),
                row.getString("name"),
                row.getString("namespace"),
                row.getString("cluster"),
                row.getString("quota_type"),
                row.getInt("steps"),
                amounts(row, "most_"),
                amounts(row, "least_"),
                TextJson.map(row.getString("location")),
                TextJson.list(row.getString("policies")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Amounts amounts(ResultSet row, String prefix) throws SQLException {
        return new Amounts(
                row.getString(prefix + "cpu"),
                row.getString(prefix + "memory"),
                TextJson.map(row.getString(prefix + "scalars")));
    }

    private static Flavour flavour(ResultSet row) throws SQLException {
        return new Flavour(
                row.getLong("id"),
                row.getString("name"),
                row.getString("cluster"),
                amounts(row, ""),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Cluster cluster(ResultSet row) throws SQLException {
        return new Cluster(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("endpoint"),
                row.getString("source"),
                row.getString("type"),
                row.getString("version"),
                row.getString("status"),
                row.getString("credential"),
                row.getString("setting"),
                TextJson.list(row.getString("namespaces")),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Grant grant(ResultSet row) throws SQLException {
        return new Grant(
                row.getLong("id"),
                row.getString("user_name"),
                row.getString("queue"),
                Columns.instant(row, "created_at"));
    }
}
