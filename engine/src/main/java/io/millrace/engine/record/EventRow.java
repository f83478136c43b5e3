package io.millrace.engine.record;

import io.millrace.engine.core.RunId;

/**
 * One event of a run as it is stored.
 *
 * @param sequence counts the events of the run from 1, without gaps
 * @param event JSON
 */
public record EventRow(RunId run, long sequence, String event) {}
