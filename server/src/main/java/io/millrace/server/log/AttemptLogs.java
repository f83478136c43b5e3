package io.millrace.server.log;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.log.LogFile;

/** Where the logs of attempts are. */
@FunctionalInterface
public interface AttemptLogs {
    /** The log, without what must not be seen; it may not exist yet, or no longer. */
    LogFile of(AttemptId attempt);
}
