package io.millrace.engine.core;

/**
 * Where a run comes from.
 *
 * @param source of its pipeline: a path, a template version, or a digest of the text
 * @param isRetry whether it retries an earlier run
 */
public record RunOrigin(String source, boolean isRetry) {}
