package io.millrace.server.http;

/** Tells who a token belongs to. Safe for use by many threads. */
@FunctionalInterface
public interface Identities {
    /**
     * The user of a token.
     *
     * @throws ApiException AuthInvalidToken, UserNotExist or AuthFailed
     */
    Caller of(String token);
}
