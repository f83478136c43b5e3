package io.millrace.engine.schedule;

import io.millrace.engine.core.RunId;

/**
 * A run of a schedule that has not ended.
 *
 * @param stopping whether it was asked to end already
 */
public record ActiveRun(RunId id, boolean stopping) {}
