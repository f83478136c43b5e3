package io.millrace.engine;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.JobSpec;

/**
 * Runs attempts somewhere. Called from any thread; must not block for the life of a job. What happens to an attempt is
 * told to the {@link ExecutorListener} given at construction, at least once for each call of {@code start} or {@code adopt}.
 */
public interface Executor extends AutoCloseable {

    /** Starts an attempt that was never given to any executor before. */
    void start(AttemptId attempt, JobSpec job);

    /**
     * Finds an attempt that an earlier process of Millrace was about to start: reports it as started when it runs, as
     * ended when it ended meanwhile, as unknown when it is gone without a trace of its end. Starts it when it certainly
     * never started.
     */
    void adopt(AttemptId attempt, JobSpec job);

    /**
     * Ends the attempt and all its descendants: asks first, forces after the grace period. The end is reported when
     * nothing of it is left. An attempt that never started is reported as such and can never start any more. Repeats and
     * ended attempts are ignored.
     */
    void stop(AttemptId attempt);

    /** Lets go of everything without ending any attempt: they go on and can be adopted later. */
    @Override
    void close();
}
