package io.millrace.engine.registry;

import java.time.Instant;
import java.util.Map;

/**
 * A storage of a user.
 *
 * @param number never given twice; newer storages have higher ones
 * @param made what was asked for
 */
public record RegisteredStorage(long number, NewStorage made) {

    /** The id on the wire, which users and names make unique: {@code fs-anna-data}. */
    public String id() {
        return id(made.user(), made.name());
    }

    /** The id of the storage of that name. */
    public static String id(String user, String name) {
        return "fs-%s-%s".formatted(user, name);
    }

    /**
     * A storage to register.
     *
     * @param user who owns it
     * @param name unique among those of the user
     * @param type the scheme of its URL
     * @param subPath where it is, as the user wrote it
     * @param location where it really is, symbolic links followed when it was registered
     * @param properties as the user wrote them
     * @param independentMountProcess kept for clients that ask; nothing is mounted
     */
    public record NewStorage(
            String user,
            String name,
            String type,
            String serverAddress,
            String subPath,
            String location,
            Map<String, String> properties,
            boolean independentMountProcess,
            Instant createdAt) {
        public NewStorage {
            properties = Map.copyOf(properties);
        }
    }
}
