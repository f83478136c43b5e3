package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheFilter;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options that choose cache entries. */
final class CacheFilterOptions {
    @Option(names = "--run", paramLabel = "RUN", description = "Only results of this run.")
    private String run = "";

    @Option(names = "--step", paramLabel = "STEP", description = "Only results of this step.")
    private String step = "";

    @Option(names = "--pipeline", paramLabel = "NAME", description = "Only results of pipelines of this name.")
    private String pipeline = "";

    @Option(names = "--user", paramLabel = "NAME", description = "Only results of this user.")
    private String user = "";

    @Option(names = "--storage", paramLabel = "DIR", description = "Only results in this main storage.")
    private String storage = "";

    @Option(names = "--older-than", paramLabel = "TIME", description = "Only older ones: 30d, 12h, 2w.")
    private String olderThan = "";

    /** Whether any of them was given. */
    boolean given() {
        return !(run + step + pipeline + user + storage + olderThan).isEmpty();
    }

    CacheFilter filter(Context context) {
        return CacheFilter.ALL
                .withUsers(text(user).map(Set::of).orElse(Set.of()))
                .withLocation(text(storage)
                        .map(folder ->
                                context.folder().resolve(folder).normalize().toString()))
                .withRuns(text(run).map(RunIds::parse).map(Set::of).orElse(Set.of()))
                .withPipeline(text(pipeline))
                .withPath(text(step))
                .withCreatedBefore(
                        text(olderThan).map(age -> TimeSource.SYSTEM.now().minus(Amounts.time("--older-than", age))));
    }

    private static Optional<String> text(String option) {
        return option.isEmpty() ? Optional.empty() : Optional.of(option);
    }
}
