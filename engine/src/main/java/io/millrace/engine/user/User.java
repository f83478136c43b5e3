package io.millrace.engine.user;

import java.time.Instant;

/**
 * Somebody who may use the server.
 *
 * @param number never given to another user, not even after this one was deleted
 * @param name unique
 * @param passwordHash with its method, parameters and salt
 * @param passwordVersion grows with every change of the password
 */
public record User(
        long number, String name, String passwordHash, long passwordVersion, Instant createdAt, Instant updatedAt) {
    /** The name of the administrator. */
    public static final String ROOT = "root";

    @Override
    public String toString() {
        return "User[%d %s]".formatted(number, name);
    }
}
