package io.millrace.engine.core;

/** One step iteration as the cache knows it. */
public record CacheTicket(RunId run, int node) {
    @Override
    public String toString() {
        return run + "/" + node;
    }
}
