package io.millrace.pipeline.plan;

import java.util.List;
import java.util.Optional;

/**
 * Whether and how a step's result may be reused, global and own settings merged.
 *
 * @param maxExpiredTime seconds for which a result may be reused; -1: for ever; other negative numbers: never
 * @param strategy how files are looked at; empty: as the engine is set
 * @param scope paths whose content belongs to the second fingerprint
 */
public record CachePolicy(boolean enabled, long maxExpiredTime, Optional<CacheStrategy> strategy, List<Scope> scope) {
    /** No reuse. */
    public static final CachePolicy OFF = new CachePolicy(false, -1, Optional.empty(), List.of());

    /**
     * Paths in one storage.
     *
     * @param paths relative to the storage's root; {@code /} is all of it
     */
    public record Scope(String storage, List<String> paths) {
        public Scope {
            paths = List.copyOf(paths);
        }
    }

    public CachePolicy {
        scope = List.copyOf(scope);
    }
}
