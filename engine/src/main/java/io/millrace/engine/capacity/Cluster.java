package io.millrace.engine.capacity;

import java.time.Instant;
import java.util.List;

/**
 * Machines that steps could run on. Steps run on those of type {@link #LOCAL} only: that is this machine.
 *
 * @param number never given twice
 * @param credential base64, as it was sent
 */
public record Cluster(
        long number,
        String name,
        String description,
        String endpoint,
        String source,
        String type,
        String version,
        String status,
        String credential,
        String setting,
        List<String> namespaces,
        Instant createdAt,
        Instant updatedAt) {
    /** The cluster that is there from the beginning. */
    public static final String DEFAULT = "default-cluster";

    /** The type of this machine. */
    public static final String LOCAL = "Local";

    /** The status of a cluster that can be used. */
    public static final String ONLINE = "online";

    public Cluster {
        namespaces = List.copyOf(namespaces);
    }

    /** Whether steps can run there. */
    public boolean isUsable() {
        return type.equals(LOCAL) && status.equals(ONLINE);
    }
}
