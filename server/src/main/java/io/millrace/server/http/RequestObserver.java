package io.millrace.server.http;

import java.time.Duration;

/** Sees how requests were answered. Called on their threads; must return quickly. */
@FunctionalInterface
public interface RequestObserver {
    /**
     * A request was answered, or its connection was lost meanwhile.
     *
     * @param status of the answer
     * @param took without the time for sending a stream
     */
    void answered(Route route, int status, Duration took);
}
