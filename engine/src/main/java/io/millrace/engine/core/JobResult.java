package io.millrace.engine.core;

import java.time.Instant;

/**
 * How a job ended.
 *
 * @param status succeeded or failed
 * @param submittedAt when its last attempt was given to the executor
 */
public record JobResult(String jobId, NodeStatus status, Instant submittedAt, Instant endedAt) {}
