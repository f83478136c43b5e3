package io.millrace.store;

import io.millrace.engine.record.TextJson;
import io.millrace.engine.registry.Deletion;
import io.millrace.engine.registry.Pipeline;
import io.millrace.engine.registry.Pipeline.Latest;
import io.millrace.engine.registry.Pipeline.Source;
import io.millrace.engine.registry.Pipeline.Version;
import io.millrace.engine.registry.PipelineFilter;
import io.millrace.engine.registry.PipelineRegistry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Registered pipelines in the database of a home. */
record SqlitePipelines(GroupCommit writer, ReadPool pool) implements PipelineRegistry {
    private static final String INSERT = """
            INSERT INTO pipeline (name, description, user_name, versions, created_at, updated_at)
            VALUES (?, ?, ?, 1, ?, ?) ON CONFLICT (user_name, name) DO NOTHING RETURNING *""";

    private static final String COUNT_UP = """
            UPDATE pipeline SET versions = versions + 1, description = ?, updated_at = ? WHERE id = ?
            RETURNING versions""";

    private static final String INSERT_VERSION = """
            INSERT INTO pipeline_version (pipeline, version, storage, path, text, md5, storages, user_name, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING *""";

    private static final String ONE = "SELECT * FROM pipeline WHERE id = ?";

    private static final String VERSION = "SELECT * FROM pipeline_version WHERE pipeline = ? AND version = ?";

    private static final String LATEST =
            "SELECT * FROM pipeline_version WHERE pipeline = ? ORDER BY version DESC LIMIT 1";

    private static final String SAME_TEXT = """
            SELECT 1 FROM pipeline_version JOIN pipeline ON pipeline.id = pipeline_version.pipeline
            WHERE md5 = ? AND storage = ? AND pipeline.user_name = ? LIMIT 1""";

    private static final String WITH_LATEST = """
            SELECT pipeline.id, pipeline.name, pipeline.description, pipeline.user_name AS owner,
                pipeline.created_at AS made_at, pipeline.updated_at, newest.*
            FROM pipeline JOIN pipeline_version AS newest ON newest.pipeline = pipeline.id
                AND newest.version = (SELECT MAX(version) FROM pipeline_version WHERE pipeline = pipeline.id)
            WHERE pipeline.id > ?""";

    private static final String IS_LAST =
            "SELECT 1 FROM pipeline_version WHERE pipeline = ? GROUP BY pipeline HAVING COUNT(*) = 1";

    @Override
    public Optional<Latest> create(String name, String description, String user, Source source, Instant at) {
        long now = at.toEpochMilli();
        return writer.write(session -> {
            Optional<Pipeline> made =
                    Sql.one(session, INSERT, List.of(name, description, user, now, now), SqlitePipelines::pipeline);
            if (made.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Latest(made.get(), insert(session, made.get().number(), 1, user, source, at)));
        });
    }

    @Override
    public Optional<Version> addVersion(long pipeline, String description, String user, Source source, Instant at) {
        return writer.write(session -> {
            Optional<Long> version = Sql.one(
                    session,
                    COUNT_UP,
                    List.of(description, at.toEpochMilli(), pipeline),
                    row -> row.getLong("versions"));
            return version.isEmpty()
                    ? Optional.empty()
                    : Optional.of(insert(session, pipeline, version.get(), user, source, at));
        });
    }

    private static Version insert(Session session, long pipeline, long version, String user, Source source, Instant at)
            throws SQLException {
        List<Object> values = List.of(
                pipeline,
                version,
                source.storage(),
                source.path(),
                source.text(),
                source.md5(),
                TextJson.write(source.storages()),
                user,
                at.toEpochMilli());
        return Sql.one(session, INSERT_VERSION, values, SqlitePipelines::version)
                .orElseThrow();
    }

    @Override
    public Optional<Pipeline> pipeline(long pipeline) {
        return pool.read(
                Optional.empty(), session -> Sql.one(session, ONE, List.of(pipeline), SqlitePipelines::pipeline));
    }

    @Override
    public Optional<Version> version(long pipeline, long version) {
        return pool.read(
                Optional.empty(),
                session -> Sql.one(session, VERSION, List.of(pipeline, version), SqlitePipelines::version));
    }

    @Override
    public Optional<Version> latest(long pipeline) {
        return pool.read(
                Optional.empty(), session -> Sql.one(session, LATEST, List.of(pipeline), SqlitePipelines::version));
    }

    @Override
    public boolean holds(String user, String storage, String md5) {
        return pool.read(false, session -> Sql.any(session, SAME_TEXT, List.of(md5, storage, user)));
    }

    @Override
    public List<Latest> pipelines(PipelineFilter filter, long after, int limit) {
        StringBuilder sql = new StringBuilder(WITH_LATEST);
        List<Object> values = new ArrayList<>(List.of(after));
        Sql.restrict(sql, values, "pipeline.user_name", filter.users());
        Sql.restrict(sql, values, "pipeline.name", filter.names());
        Sql.restrict(sql, values, "newest.storage", filter.storages());
        sql.append(" ORDER BY pipeline.id LIMIT ?");
        values.add(limit);
        return pool.read(
                List.of(),
                session -> Sql.upTo(
                        LONGEST_PAGE,
                        session,
                        sql.toString(),
                        values,
                        SqlitePipelines::withLatest,
                        latest -> latest.version().source().text().length()));
    }

    @Override
    public List<Version> versions(long pipeline, Set<String> storages, long after, int limit) {
        StringBuilder sql = new StringBuilder("SELECT * FROM pipeline_version WHERE pipeline = ? AND version > ?");
        List<Object> values = new ArrayList<>(List.of(pipeline, after));
        Sql.restrict(sql, values, "storage", storages);
        sql.append(" ORDER BY version LIMIT ?");
        values.add(limit);
        return pool.read(
                List.of(),
                session -> Sql.upTo(
                        LONGEST_PAGE,
                        session,
                        sql.toString(),
                        values,
                        SqlitePipelines::version,
                        version -> version.source().text().length()));
    }

    @Override
    public Deletion delete(long pipeline) {
        return writer.write(session -> {
            if (ScheduleReads.isInUse(session, pipeline, OptionalLong.empty())) {
                return Deletion.IN_USE;
            }
            int gone = Sql.update(session, "DELETE FROM pipeline WHERE id = ?", List.of(pipeline));
            return gone > 0 ? Deletion.DONE : Deletion.ABSENT;
        });
    }

    @Override
    public Deletion delete(long pipeline, long version) {
        return writer.write(session -> {
            if (!Sql.any(session, VERSION, List.of(pipeline, version))) {
                return Deletion.ABSENT;
            }
            if (Sql.any(session, IS_LAST, List.of(pipeline))) {
                return Deletion.LAST;
            }
            if (ScheduleReads.isInUse(session, pipeline, OptionalLong.of(version))) {
                return Deletion.IN_USE;
            }
            Sql.update(
                    session,
                    "DELETE FROM pipeline_version WHERE pipeline = ? AND version = ?",
                    List.of(pipeline, version));
            return Deletion.DONE;
        });
    }

    private static Pipeline pipeline(ResultSet row) throws SQLException {
        return new Pipeline(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("user_name"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    private static Latest withLatest(ResultSet row) throws SQLException {
        Pipeline pipeline = new Pipeline(
                row.getLong("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("owner"),
                Columns.instant(row, "made_at"),
                Columns.instant(row, "updated_at"));
        return new Latest(pipeline, version(row));
    }

    private static Version version(ResultSet row) throws SQLException {
        Source source = new Source(
                row.getString("storage"),
                row.getString("path"),
                row.getString("text"),
                row.getString("md5"),
                TextJson.list(row.getString("storages")));
        return new Version(
                row.getLong("pipeline"),
                row.getLong("version"),
                source,
                row.getString("user_name"),
                Columns.instant(row, "created_at"));
    }
}
