package io.millrace.engine.registry;

import io.millrace.engine.StoreException;
import io.millrace.engine.registry.RegisteredStorage.NewStorage;
import java.util.List;
import java.util.Optional;

/**
 * The storages that users registered. Writes are durable when a call returns; every method throws {@link StoreException}
 * when the store cannot be used. Safe for use by many threads.
 */
public interface StorageRegistry {

    /**
     * Registers a storage.
     *
     * @return empty when its owner has one of that name already
     */
    Optional<RegisteredStorage> register(NewStorage storage);

    /** The storage of a user with a name. */
    Optional<RegisteredStorage> storage(String user, String name);

    /**
     * Storages, newest first.
     *
     * @param user whose; empty: everybody's
     * @param name only of that name; empty: of any
     * @param before only with numbers below this; 0: from the newest
     */
    List<RegisteredStorage> storages(Optional<String> user, Optional<String> name, long before, int limit);

    /** Forgets a storage, unless an unfinished run or a running schedule uses it. What is in it stays. */
    Deletion delete(String user, String name);
}
