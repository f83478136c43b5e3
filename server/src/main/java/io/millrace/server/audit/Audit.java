package io.millrace.server.audit;

import java.time.Instant;

/** Hears of every request that may change something. Safe for use by many threads. */
@FunctionalInterface
public interface Audit {
    /** Nobody listens. */
    Audit NONE = entry -> {};

    /** Notes a request after it was answered. Must not fail: what cannot be noted is told elsewhere. */
    void note(Entry entry);

    /**
     * A request and what became of it.
     *
     * @param user who asked, or tried to log in; empty: unknown
     * @param target path and query as they were sent
     * @param status HTTP status of the answer
     * @param code of the error; empty: there was none
     * @param made the id of what the request made; empty: nothing that has one
     */
    record Entry(
            Instant at,
            String user,
            String address,
            String method,
            String target,
            int status,
            String code,
            String made,
            String requestId) {}
}
