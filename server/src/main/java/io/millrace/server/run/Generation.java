package io.millrace.server.run;

/** Generations of PaddleFlow's client that read the same answers differently. */
public enum Generation {
    /** The first public one: a flat runtime, no answer to a retry. */
    FIRST,
    /** Those of today. */
    CURRENT
}
