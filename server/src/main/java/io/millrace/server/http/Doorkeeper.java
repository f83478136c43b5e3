package io.millrace.server.http;

/** Hears of requests that were refused because nobody knows who asks, or because they name another user. Safe for use by many threads. */
@FunctionalInterface
public interface Doorkeeper {
    /** Nobody listens. */
    Doorkeeper NONE = (method, call, why) -> {};

    /** A request that is about to be refused. Must not fail. */
    void refused(String method, Call call, ApiException why);
}
