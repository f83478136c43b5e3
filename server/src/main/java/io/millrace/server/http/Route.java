package io.millrace.server.http;

/**
 * An entry of the API.
 *
 * @param method in capitals
 * @param path below the host, with parameters in braces
 * @param access who may come in; what belongs to whom is the endpoint's business
 */
public record Route(String method, String path, Access access, Endpoint endpoint) {
    /** Where clients of PaddleFlow look. */
    public static final String COMPATIBLE = "/api/paddleflow/v1";

    /** What Millrace offers beyond them. */
    public static final String OWN = "/api/millrace/v1";

    /** Who may come in. */
    public enum Access {
        /** Everybody, without a token. */
        ANYBODY,
        /** Users with a valid token. */
        USERS
    }

    /** A route of the compatible API for users. */
    public static Route of(String method, String path, Endpoint endpoint) {
        return new Route(method, COMPATIBLE + path, Access.USERS, endpoint);
    }

    /** A route of Millrace's own API for users. */
    public static Route own(String method, String path, Endpoint endpoint) {
        return new Route(method, OWN + path, Access.USERS, endpoint);
    }

    /** The same for everybody. */
    public Route open() {
        return new Route(method, path, Access.ANYBODY, endpoint);
    }
}
