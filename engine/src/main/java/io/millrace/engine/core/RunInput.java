package io.millrace.engine.core;

import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.Plan;
import java.util.Map;
import java.util.Optional;

/**
 * What a run is created with and never changes.
 *
 * @param user who the run works for
 * @param storages the storages that the plan names, by name
 * @param cacheStrategy for steps that choose none
 * @param limits bounds on what the run may become
 * @param capacity what queues and flavours mean to it
 */
public record RunInput(
        RunId run,
        Plan plan,
        String user,
        RunOrigin origin,
        Map<String, StorageRoot> storages,
        RunLimits limits,
        CacheStrategy cacheStrategy,
        Capacity capacity) {
    public RunInput {
        storages = Map.copyOf(storages);
    }

    /** A run to which queues and flavours mean nothing. */
    public RunInput(
            RunId run,
            Plan plan,
            String user,
            RunOrigin origin,
            Map<String, StorageRoot> storages,
            RunLimits limits,
            CacheStrategy cacheStrategy) {
        this(run, plan, user, origin, storages, limits, cacheStrategy, Capacity.NONE);
    }

    /** The same with another plan. */
    public RunInput withPlan(Plan other) {
        return new RunInput(run, other, user, origin, storages, limits, cacheStrategy, capacity);
    }

    /** The storage of that name. */
    public StorageRoot storage(String name) {
        StorageRoot storage = storages.get(name);
        if (storage == null) {
            throw new IllegalStateException(run + " uses storage '" + name + "', which it was not given");
        }
        return storage;
    }

    /** The folder of the run's artifacts in the root of its main storage; empty when it has none. */
    public Optional<String> artifactFolder() {
        return plan.mainFs().map(main -> Names.runFolder(this));
    }

    /** The path at which a job sees {@code mount}, without a slash at the end. */
    public String pathOf(Mount mount) {
        String path = mount.mountPath();
        if (path.isEmpty()) {
            String root = storage(mount.storage()).seenAt();
            path = mount.subPath().isEmpty() ? root : root + "/" + mount.subPath();
        }
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
