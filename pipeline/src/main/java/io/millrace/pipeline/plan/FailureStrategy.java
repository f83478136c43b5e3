package io.millrace.pipeline.plan;

/** What a failed node means for the others. */
public enum FailureStrategy {
    /** Everything that runs is stopped, nothing new starts. */
    FAIL_FAST,
    /** Only what depends on the failed node is given up. */
    CONTINUE
}
