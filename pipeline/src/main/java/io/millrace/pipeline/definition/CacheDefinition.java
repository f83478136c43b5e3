package io.millrace.pipeline.definition;

import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.source.Span;
import java.util.List;
import java.util.Optional;

/** Cache settings of the pipeline or of a step; absent ones are taken from further out. */
public record CacheDefinition(
        Optional<Marked<Boolean>> enable,
        Optional<Marked<String>> maxExpiredTime,
        Optional<CacheStrategy> strategy,
        List<Scope> scope) {
    public static final CacheDefinition NOTHING =
            new CacheDefinition(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

    /** Paths of a storage; {@code name} is empty when missing. */
    public record Scope(Marked<String> name, String paths, Span at) {}

    public CacheDefinition {
        scope = List.copyOf(scope);
    }
}
