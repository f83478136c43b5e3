package io.millrace.store;

import io.millrace.engine.artifact.Artifact;
import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Pending;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that read artifacts, and how rows become values. */
final class ArtifactReads {
    // The cross joins keep the order of the tables: artifacts by number or path, and of each its run and node.
    static final String ARTIFACTS = """
            SELECT artifact.*, run.name AS pipeline, run.user_name, run.storage, node.path AS step, node.job_id
            FROM artifact CROSS JOIN run CROSS JOIN node
            WHERE run.id = artifact.run_id AND node.run_id = artifact.run_id AND node.number = artifact.node""";

    static final String ARTIFACT = ARTIFACTS + " AND artifact.id = ?";

    static final String OF_JOB = ARTIFACTS + """
             AND artifact.run_id = ? AND artifact.node = ? AND artifact.type = ?
            ORDER BY artifact.name, artifact.position LIMIT ?""";

    static final String PENDING = ARTIFACTS + """
             AND artifact.content = 'pending' AND artifact.type = 'output' AND artifact.id > ?
            ORDER BY artifact.id LIMIT ?""";

    static final String CONTENT = """
            SELECT content, digest, bytes, reason, looked_at FROM artifact
            WHERE path = ? AND location = ? AND content <> 'pending' ORDER BY id DESC LIMIT 1""";

    private ArtifactReads() {}

    static List<Artifact> artifacts(Session session, ArtifactFilter filter, int limit) throws SQLException {
        ArtifactListSql sql = ArtifactListSql.of(filter, limit);
        return all(session, sql.text(), sql.values());
    }

    static Optional<Artifact> artifact(Session session, long number) throws SQLException {
        return all(session, ARTIFACT, List.of(number)).stream().findFirst();
    }

    static List<Artifact> ofJob(Session session, RunId run, int node, ArtifactType type, int limit)
            throws SQLException {
        return all(session, OF_JOB, List.of(run.number(), node, type.word(), limit));
    }

    static List<Artifact> pending(Session session, long after, int limit) throws SQLException {
        return all(session, PENDING, List.of(after, limit));
    }

    /** What was found at a place before. */
    static ArtifactContent contentAt(Session session, Place place) throws SQLException {
        PreparedStatement select = session.statement(CONTENT);
        select.setString(1, place.path());
        select.setString(2, place.location());
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? content(row) : new Pending();
        }
    }

    private static List<Artifact> all(Session session, String sql, List<?> values) throws SQLException {
        PreparedStatement select = session.statement(sql);
        for (int i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
        List<Artifact> answer = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                answer.add(artifact(rows));
            }
        }
        return answer;
    }

    private static Artifact artifact(ResultSet row) throws SQLException {
        return new Artifact(
                row.getLong("id"),
                new ArtifactRow(
                        new RunId(row.getLong("run_id")),
                        row.getInt("node"),
                        ArtifactType.ofWord(row.getString("type")).orElseThrow(),
                        row.getString("name"),
                        row.getInt("position"),
                        row.getString("location"),
                        row.getString("path"),
                        Instant.ofEpochMilli(row.getLong("at")),
                        How.ofWord(row.getString("how")),
                        number(row, "origin").map(RunId::new),
                        number(row, "entry_id")),
                row.getString("step"),
                row.getString("job_id"),
                row.getString("pipeline"),
                row.getString("user_name"),
                row.getString("storage"),
                content(row));
    }

    private static ArtifactContent content(ResultSet row) throws SQLException {
        Instant at = Instant.ofEpochMilli(row.getLong("looked_at"));
        String word = row.getString("content");
        return switch (word) {
            case "pending" -> new Pending();
            case "known" -> new Known(row.getString("digest"), row.getLong("bytes"), at);
            case "absent" -> new Absent(at);
            case "unreadable" -> new Unreadable(row.getString("reason"), at);
            default -> throw new IllegalStateException("an artifact's content is '" + word + "'");
        };
    }

    private static Optional<Long> number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
