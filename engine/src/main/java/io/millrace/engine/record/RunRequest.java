package io.millrace.engine.record;

import io.millrace.engine.core.Capacity;
import io.millrace.engine.core.StorageRoot;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.request.CompileRequest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that a run is created with beside the text of its pipeline. Together they give the same plan again.
 *
 * @param user who the run works for
 * @param storageOwner whose storages are meant by their names; another user's when root asked for that
 * @param storages the storages it may use, by name
 * @param emptyLoopFails whether a loop over no items fails its node
 * @param cacheStrategy for steps that choose none
 * @param capacity what queues and flavours mean to the run
 */
public record RunRequest(
        String user,
        String storageOwner,
        Map<String, StorageRoot> storages,
        boolean emptyLoopFails,
        CacheStrategy cacheStrategy,
        Capacity capacity,
        CompileRequest compile) {
    public RunRequest {
        storages = Collections.unmodifiableMap(new LinkedHashMap<>(storages));
    }

    /** A request with the user's own storages, to which queues and flavours mean nothing. */
    public RunRequest(
            String user,
            Map<String, StorageRoot> storages,
            boolean emptyLoopFails,
            CacheStrategy cacheStrategy,
            CompileRequest compile) {
        this(user, user, storages, emptyLoopFails, cacheStrategy, Capacity.NONE, compile);
    }
}
