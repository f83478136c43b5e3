package io.millrace.server.http;

import io.millrace.engine.user.User;

/**
 * Who makes a request.
 *
 * @param name of the user; empty for requests that need no login
 */
public record Caller(String name) {
    /** The administrator's name. */
    public static final String ROOT = User.ROOT;

    /** Nobody in particular. */
    public static final Caller ANONYMOUS = new Caller("");

    /** Whether this is the administrator, who may do everything. */
    public boolean isRoot() {
        return name.equals(ROOT);
    }

    /** Whether this caller may see and change what belongs to {@code owner}. */
    public boolean owns(String owner) {
        return isRoot() || name.equals(owner);
    }

    /**
     * Refuses a caller to whom something does not belong.
     *
     * @param what for people, such as {@code run run-000001}
     * @throws ApiException AccessDenied
     */
    public void require(String owner, String what) {
        if (!owns(owner)) {
            throw ApiCode.ACCESS_DENIED.because("user %s has no access to %s".formatted(name, what));
        }
    }

    /**
     * Refuses everybody but the administrator.
     *
     * @throws ApiException with {@code code}
     */
    public void requireRoot(ApiCode code) {
        if (!isRoot()) {
            throw code.because("only root may do this, and the request is from " + name);
        }
    }
}
