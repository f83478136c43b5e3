package io.millrace.engine.core;

/**
 * One process of a job. Unique for ever, and the same after a crash: it is derived, not drawn.
 *
 * @param node number of the job's node inside its run
 * @param number counts the attempts of the job from 1
 */
public record AttemptId(RunId run, int node, int number) {
    @Override
    public String toString() {
        return run + "/" + node + "/" + number;
    }
}
