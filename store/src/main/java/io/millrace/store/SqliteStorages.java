package io.millrace.store;

import io.millrace.engine.record.TextJson;
import io.millrace.engine.registry.Deletion;
import io.millrace.engine.registry.RegisteredStorage;
import io.millrace.engine.registry.RegisteredStorage.NewStorage;
import io.millrace.engine.registry.StorageRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Registered storages in the database of a home. */
record SqliteStorages(GroupCommit writer, ReadPool pool) implements StorageRegistry {
    private static final String INSERT = """
            INSERT INTO storage (user_name, name, type, server_address, sub_path, location, properties,
                independent_mount, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_name, name) DO NOTHING RETURNING *""";

    private static final String ONE = "SELECT * FROM storage WHERE user_name = ? AND name = ?";

    private static final String RUN_USES = """
            SELECT 1 FROM run JOIN run_text ON run_text.run_id = run.id
            WHERE run.status IN ('initiating', 'pending', 'running', 'terminating')
                AND json_extract(run_text.request, '$.storages."' || ? || '".location') = ? LIMIT 1""";

    private static final String SCHEDULE_USES = """
            SELECT 1 FROM schedule JOIN pipeline_version
                ON pipeline_version.pipeline = schedule.pipeline AND pipeline_version.version = schedule.version
            WHERE schedule.status = 'running' AND schedule.storage_user = ?
                AND EXISTS (SELECT 1 FROM json_each(pipeline_version.storages) WHERE value = ?) LIMIT 1""";

    private static final String DELETE = "DELETE FROM storage WHERE id = ?";

    @Override
    public Optional<RegisteredStorage> register(NewStorage storage) {
        List<Object> values = List.of(
                storage.user(),
                storage.name(),
                storage.type(),
                storage.serverAddress(),
                storage.subPath(),
                storage.location(),
                TextJson.write(storage.properties()),
                storage.independentMountProcess() ? 1 : 0,
                storage.createdAt().toEpochMilli());
        return writer.write(session -> Sql.one(session, INSERT, values, SqliteStorages::storage));
    }

    @Override
    public Optional<RegisteredStorage> storage(String user, String name) {
        return pool.read(Optional.empty(), session -> one(session, user, name));
    }

    private static Optional<RegisteredStorage> one(Session session, String user, String name) throws SQLException {
        return Sql.one(session, ONE, List.of(user, name), SqliteStorages::storage);
    }

    @Override
    public List<RegisteredStorage> storages(Optional<String> user, Optional<String> name, long before, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM storage WHERE id < ?");
        List<Object> values = new ArrayList<>(List.of(before == 0 ? Long.MAX_VALUE : before));
        Sql.restrict(sql, values, "user_name", user.stream().toList());
        Sql.restrict(sql, values, "name", name.stream().toList());
        sql.append(" ORDER BY id DESC LIMIT ?");
        values.add(limit);
        return pool.read(List.of(), session -> Sql.all(session, sql.toString(), values, SqliteStorages::storage));
    }

    @Override
    public Deletion delete(String user, String name) {
        return writer.write(session -> {
            Optional<RegisteredStorage> found = one(session, user, name);
            if (found.isEmpty()) {
                return Deletion.ABSENT;
            }
            if (Sql.any(session, RUN_USES, List.of(name, found.get().made().location()))
                    || Sql.any(session, SCHEDULE_USES, List.of(user, name))) {
                return Deletion.IN_USE;
            }
            Sql.update(session, DELETE, List.of(found.get().number()));
            return Deletion.DONE;
        });
    }

    private static RegisteredStorage storage(ResultSet row) throws SQLException {
        return new RegisteredStorage(
                row.getLong("id"),
                new NewStorage(
                        row.getString("user_name"),
                        row.getString("name"),
                        row.getString("type"),
                        row.getString("server_address"),
                        row.getString("sub_path"),
                        row.getString("location"),
                        TextJson.map(row.getString("properties")),
                        row.getBoolean("independent_mount"),
                        Columns.instant(row, "created_at")));
    }
}
