package io.millrace.store;

import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.artifact.ArtifactContent;
import io.millrace.engine.artifact.ArtifactContent.Absent;
import io.millrace.engine.artifact.ArtifactContent.Known;
import io.millrace.engine.artifact.ArtifactContent.Pending;
import io.millrace.engine.artifact.ArtifactContent.Unreadable;
import io.millrace.engine.artifact.ArtifactStore.Finding;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactRow;
import io.millrace.engine.record.ArtifactRow.How;
import io.millrace.engine.record.ArtifactType;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statements that write artifacts, inside a transaction of the caller. */
final class ArtifactWrites {
    private static final int ROW_COLUMNS = 11;

    private static final String INSERT = """
            INSERT INTO artifact (run_id, node, type, name, position, location, path, at, how, origin, entry_id,
                content, digest, bytes, reason, looked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String COMPLETE = """
            UPDATE artifact SET content = ?, digest = ?, bytes = ?, reason = ?, looked_at = ?
            WHERE path = ? AND location = ? AND content = 'pending'""";

    private static final String FORGET = """
            DELETE FROM artifact WHERE path = ? AND run_id = ?
                AND EXISTS (SELECT 1 FROM run WHERE run.id = artifact.run_id AND run.storage = ?""";

    private ArtifactWrites() {}

    /** A row with what is known of its place already. */
    private record Written(ArtifactRow row, ArtifactContent content) {}

    static void insert(Session session, List<ArtifactRow> rows) throws SQLException {
        List<Written> written = new ArrayList<>();
        for (ArtifactRow row : rows) {
            boolean isNew = row.type() == ArtifactType.OUTPUT && row.how() == How.RAN;
            ArtifactContent content =
                    isNew ? new Pending() : ArtifactReads.contentAt(session, new Place(row.location(), row.path()));
            written.add(new Written(row, content));
        }
        RowBatch.write(session, INSERT, written, ArtifactWrites::bind);
    }

    private static void bind(PreparedStatement insert, Written written) throws SQLException {
        ArtifactRow row = written.row();
        insert.setLong(1, row.run().number());
        insert.setInt(2, row.node());
        insert.setString(3, row.type().word());
        insert.setString(4, row.name());
        insert.setInt(5, row.position());
        insert.setString(6, row.location());
        insert.setString(7, row.path());
        insert.setLong(8, row.at().toEpochMilli());
        insert.setString(9, row.how().word());
        setLong(insert, 10, row.origin().map(RunId::number));
        setLong(insert, 11, row.entry());
        bind(insert, ROW_COLUMNS, written.content());
    }

    /** Sets the five columns of a content behind column {@code before}. */
    private static void bind(PreparedStatement statement, int before, ArtifactContent content) throws SQLException {
        statement.setString(before + 1, content.word());
        Optional<Known> known = content instanceof Known found ? Optional.of(found) : Optional.empty();
        statement.setString(before + 2, known.map(Known::digest).orElse(null));
        setLong(statement, before + 3, known.map(Known::bytes));
        statement.setString(before + 4, content instanceof Unreadable unreadable ? unreadable.reason() : null);
        setLong(statement, before + 5, lookedAt(content).map(Instant::toEpochMilli));
    }

    private static Optional<Instant> lookedAt(ArtifactContent content) {
        return switch (content) {
            case Pending() -> Optional.empty();
            case Known known -> Optional.of(known.at());
            case Absent absent -> Optional.of(absent.at());
            case Unreadable unreadable -> Optional.of(unreadable.at());
        };
    }

    static void complete(Session session, List<Finding> findings) throws SQLException {
        RowBatch.write(session, COMPLETE, findings, (update, finding) -> {
            bind(update, 0, finding.content());
            update.setString(6, finding.place().path());
            update.setString(7, finding.place().location());
        });
    }

    /** What the cache read of a result need not be read again. */
    static void complete(Session session, CacheEntry entry) throws SQLException {
        complete(
                session,
                entry.outputs().values().stream()
                        .map(output -> new Finding(
                                new Place(entry.storage(), output.path()),
                                output.digest().isEmpty()
                                        ? new Absent(entry.endedAt())
                                        : new Known(output.digest(), output.bytes(), entry.endedAt())))
                        .toList());
    }

    static boolean forget(Session session, RunId run, Optional<String> user, String storage, String path)
            throws SQLException {
        List<Object> values = new ArrayList<>(List.of(path, run.number(), storage));
        StringBuilder sql = new StringBuilder(FORGET);
        Sql.restrict(sql, values, "run.user_name", user.stream().toList());
        return Sql.update(session, sql.append(")").toString(), values) > 0;
    }

    private static void setLong(PreparedStatement statement, int index, Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            statement.setLong(index, value.get());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
