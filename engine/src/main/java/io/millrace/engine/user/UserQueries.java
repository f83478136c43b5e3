package io.millrace.engine.user;

import io.millrace.engine.StoreException;
import java.util.List;
import java.util.Optional;

/** The read side of users. Every method throws {@link StoreException} when nothing can be read. Safe for many threads. */
public interface UserQueries {

    /** The user of a name. */
    Optional<User> user(String name);

    /**
     * Users in the order in which they were added.
     *
     * @param after the number of the last user of the page before; 0: from the first
     */
    List<User> users(long after, int limit);
}
