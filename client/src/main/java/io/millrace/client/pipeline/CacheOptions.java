package io.millrace.client.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether results are reused.
 *
 * @param enabled false: never
 * @param longest how long a result is good; empty: for ever
 * @param strategy how files are compared; empty: as the server does by default
 * @param scopes files whose change makes results unusable
 */
public record CacheOptions(
        boolean enabled, Optional<Duration> longest, Optional<Strategy> strategy, List<Scope> scopes) {
    /** Results are reused for ever. */
    public static final CacheOptions ON = new CacheOptions(true, Optional.empty(), Optional.empty(), List.of());

    /** Nothing is reused. */
    public static final CacheOptions OFF = new CacheOptions(false, Optional.empty(), Optional.empty(), List.of());

    /** How the files that a step reads are compared. */
    public enum Strategy {
        /** By what is in them. */
        CONTENT("content"),
        /** By the time of their last change. */
        CONSERVATIVE("conservative");

        private final String word;

        Strategy(String word) {
            this.word = word;
        }
    }

    /**
     * Files of a storage.
     *
     * @param paths relative to the storage; empty: all of it
     */
    public record Scope(String storage, List<String> paths) {
        public Scope {
            paths = List.copyOf(paths);
        }
    }

    public CacheOptions {
        scopes = List.copyOf(scopes);
    }

    /** The same with results that are good for {@code time}, in whole seconds. */
    public CacheOptions keep(Duration time) {
        return new CacheOptions(enabled, Optional.of(time), strategy, scopes);
    }

    /** The same with another way to compare files. */
    public CacheOptions by(Strategy other) {
        return new CacheOptions(enabled, longest, Optional.of(other), scopes);
    }

    /** The same, and results are unusable when these files changed. */
    public CacheOptions watching(String storage, String... paths) {
        List<Scope> more = new ArrayList<>(scopes);
        more.add(new Scope(storage, List.of(paths)));
        return new CacheOptions(enabled, longest, strategy, more);
    }

    Map<String, Object> form() {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("enable", enabled);
        longest.ifPresent(time -> form.put("max_expired_time", time.toSeconds()));
        strategy.ifPresent(way -> form.put("strategy", way.word));
        if (!scopes.isEmpty()) {
            form.put("fs_scope", scopes.stream().map(CacheOptions::form).toList());
        }
        return form;
    }

    private static Map<String, Object> form(Scope scope) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("name", scope.storage());
        if (!scope.paths().isEmpty()) {
            form.put("path", String.join(",", scope.paths()));
        }
        return form;
    }
}
