package io.millrace.server.log;

import io.millrace.engine.core.AttemptId;
import java.nio.file.Path;

/** Where the logs of attempts are. */
@FunctionalInterface
public interface AttemptLogs {
    /** The file; it may not exist yet, or no longer. */
    Path of(AttemptId attempt);
}
