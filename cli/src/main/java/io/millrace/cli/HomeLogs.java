package io.millrace.cli;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.log.LogFile;
import io.millrace.engine.record.NodeRow;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.store.home.Home;
import io.millrace.store.home.Revealed;

/** The logs of a home, without the secrets in them. */
record HomeLogs(AttemptFiles files, Revealed revealed) {
    static HomeLogs of(Home home) {
        return new HomeLogs(new AttemptFiles(home.folder()), new Revealed(home));
    }

    LogFile of(AttemptId attempt) {
        return new LogFile(files.log(attempt), revealed::mask);
    }

    /** Of the last attempt of a step. */
    LogFile of(NodeRow step) {
        return of(new AttemptId(step.run(), step.node(), step.attempts()));
    }
}
