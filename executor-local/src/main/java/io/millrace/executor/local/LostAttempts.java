package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;

/** Tells executors to come that an attempt of another home or machine cannot be found here, so that none starts it anew. */
public record LostAttempts(AttemptFiles files) {

    /** Records that nobody knows how the attempt ended, unless its end is recorded. */
    public void record(AttemptId attempt, String reason) throws IOException {
        new Records(files).conclude(attempt, new Exit.Unknown(reason));
    }
}
