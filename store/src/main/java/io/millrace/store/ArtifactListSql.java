package io.millrace.store;

import io.millrace.engine.artifact.ArtifactFilter;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.ArtifactType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/** The statement of a list of artifacts, and the values for its parameters. */
record ArtifactListSql(String text, List<Object> values) {
    ArtifactListSql {
        values = List.copyOf(values);
    }

    static ArtifactListSql of(ArtifactFilter filter, int limit) {
        StringBuilder sql = new StringBuilder(ArtifactReads.ARTIFACTS);
        List<Object> values = new ArrayList<>();
        narrow(sql, values, "artifact.path", filter.paths());
        narrow(sql, values, "artifact.location", filter.locations());
        narrow(sql, values, "artifact.run_id", numbers(filter.runs()));
        narrow(sql, values, "artifact.type", words(filter.types()));
        narrow(sql, values, "node.path", filter.steps());
        narrow(sql, values, "run.name", filter.pipelines());
        narrow(sql, values, "run.user_name", filter.users());
        narrow(sql, values, "run.storage", filter.storages());
        filter.before().ifPresent(before -> {
            sql.append(" AND artifact.at < ?");
            values.add(before.toEpochMilli());
        });
        boolean oldest = filter.order() == ArtifactFilter.Order.OLDEST_FIRST;
        filter.after().ifPresent(after -> {
            sql.append(oldest ? " AND artifact.id > ?" : " AND artifact.id < ?");
            values.add(after);
        });
        sql.append(oldest ? " ORDER BY artifact.id LIMIT ?" : " ORDER BY artifact.id DESC LIMIT ?");
        values.add(limit);
        return new ArtifactListSql(sql.toString(), values);
    }

    private static void narrow(StringBuilder sql, List<Object> values, String column, Collection<?> wanted) {
        if (!wanted.isEmpty()) {
            sql.append(" AND ").append(column).append(" IN (");
            sql.append(String.join(", ", Collections.nCopies(wanted.size(), "?")))
                    .append(")");
            values.addAll(wanted);
        }
    }

    private static List<Long> numbers(Collection<RunId> runs) {
        return runs.stream().map(RunId::number).toList();
    }

    private static List<String> words(Collection<ArtifactType> types) {
        return types.stream().map(ArtifactType::word).toList();
    }
}
