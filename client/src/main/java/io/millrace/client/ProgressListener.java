package io.millrace.client;

/** Hears of a run that somebody waits for. */
@FunctionalInterface
public interface ProgressListener {
    /** Something has changed. Called on the thread that waits; what it throws ends the waiting. */
    void on(RunProgress progress);
}
