package io.millrace.engine.user;

import io.millrace.engine.StoreException;
import java.time.Instant;

/**
 * The write side of users. Everything is durable when a call returns, and nothing of it is after a {@link
 * StoreException}. Safe for use by many threads.
 */
public interface UserStore {

    /**
     * Adds a user.
     *
     * @return whether the name was free
     */
    boolean addUser(String name, String passwordHash, Instant at);

    /**
     * Replaces a user's password and counts its version up.
     *
     * @return whether there is such a user
     */
    boolean setPassword(String name, String passwordHash, Instant at);

    /**
     * Forgets a user. What the user made stays.
     *
     * @return whether there was one
     */
    boolean deleteUser(String name);
}
