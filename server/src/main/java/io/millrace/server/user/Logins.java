package io.millrace.server.user;

import io.millrace.server.http.ApiException;

/** Gives tokens to users. Safe for use by many threads. */
@FunctionalInterface
public interface Logins {
    /**
     * A token for a user.
     *
     * @param address where the request came from
     * @throws ApiException UserNotExist, AuthFailed, or TooManyRequests after many failures
     */
    String login(String user, String password, String address);
}
