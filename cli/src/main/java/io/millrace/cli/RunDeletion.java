package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.RunQueries;
import io.millrace.engine.StoredInputs;
import io.millrace.engine.TimeSource;
import io.millrace.engine.artifact.ArtifactQueries;
import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.RetentionStore;
import io.millrace.engine.retention.RunFiles;
import io.millrace.engine.retention.RunRemoval;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Claim;
import io.millrace.store.home.ControlClient;
import io.millrace.store.home.Home;
import io.millrace.store.home.Ownership;
import java.time.Duration;
import java.util.Optional;

/** Deletes runs of a home: asks the process that owns it, or owns it for as long as that takes. */
final class RunDeletion {
    /** Removing millions of files takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private final Home home;

    RunDeletion(Home home) {
        this.home = home;
    }

    /** What deletes the runs of a home that this process owns. */
    static RunRemoval removal(Home home, RetentionStore store, RunQueries queries, ArtifactQueries artifacts) {
        return new RunRemoval(store, queries, files(home, artifacts), TimeSource.SYSTEM);
    }

    static RunFiles files(Home home, ArtifactQueries artifacts) {
        return new RunFiles(home.jobs(), artifacts, new StoredInputs());
    }

    /** As {@link RunRemoval#delete}. */
    void delete(RunId run, boolean checkReuse) {
        Optional<String> answer = ControlClient.ask(home, Requests.delete(run, checkReuse), PATIENCE);
        if (answer.isEmpty()) {
            deleteHere(run, checkReuse);
        } else if (!answer.get().equals(Requests.OK)) {
            String problem = answer.get();
            throw new MillraceException(
                    Code.RUN_STATE,
                    problem.startsWith(Requests.ERROR) ? problem.substring(Requests.ERROR.length()) : problem);
        }
    }

    private void deleteHere(RunId run, boolean checkReuse) {
        switch (Ownership.claim(home, "millrace runs delete " + run)) {
            case Claim.InUse inUse -> throw new MillraceException(Code.HOME_IN_USE, inUse.message());
            case Claim.Granted(Ownership ownership) -> {
                try (ownership;
                        SqliteStore store = SqliteStore.open(home.database())) {
                    removal(home, store, store.queries(), store.artifacts()).delete(run, checkReuse);
                }
            }
        }
    }
}
