package io.millrace.cli;

import io.millrace.engine.RunQueries;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.RunFilter;
import io.millrace.engine.record.RunSummary;
import io.millrace.engine.retention.RetentionQueries;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.store.SqliteQueries;
import io.millrace.store.home.Home;
import io.millrace.store.home.Owner;
import java.util.Optional;

/** What is stored in a home, for reading; whoever owns it is not disturbed. */
final class StoredRuns implements AutoCloseable {
    private final Home home;
    private final SqliteQueries queries;

    private StoredRuns(Home home, SqliteQueries queries) {
        this.home = home;
        this.queries = queries;
    }

    static StoredRuns open(Home home) {
        return new StoredRuns(home, SqliteQueries.open(home.database()));
    }

    RunQueries queries() {
        return queries;
    }

    CacheQueries cache() {
        return queries.cache();
    }

    ArtifactQueries artifacts() {
        return queries.artifacts();
    }

    RetentionQueries retention() {
        return queries.retention();
    }

    /** The newest run; empty when there is none. */
    Optional<RunId> newest() {
        return queries.runs(RunFilter.ALL, 1).stream().map(RunSummary::id).findFirst();
    }

    AttemptFiles files() {
        return new AttemptFiles(home.folder());
    }

    HomeLogs logs() {
        return HomeLogs.of(home);
    }

    /** The process that works on the home now. */
    Optional<Owner> owner() {
        return home.owner();
    }

    @Override
    public void close() {
        queries.close();
    }
}
