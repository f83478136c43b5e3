package io.millrace.cli;

import io.millrace.pipeline.plan.CacheStrategy;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options that say what of a pipeline runs, and on which folders. */
final class RunOptions {
    @Option(names = "--name", paramLabel = "NAME", description = "Name of the run; default: the pipeline's own.")
    String name = "";

    @Option(
            names = "--fs",
            paramLabel = "NAME=DIR",
            description =
                    "Use the folder as the storage of that name. The main storage is the folder of the pipeline file"
                            + " unless this says otherwise.")
    Map<String, String> storages = new LinkedHashMap<>();

    @Option(names = "--entry", paramLabel = "STEP", description = "Run only this entry point and what it depends on.")
    String entry = "";

    @Option(
            names = "--cache-strategy",
            paramLabel = "content|conservative",
            description = "How the cache looks at files for steps that do not choose."
                    + " Default: $$MILLRACE_CACHE_STRATEGY, else content.")
    private String cacheStrategy = "";

    PreparedRun.Wishes wishes(Context context, String description) {
        return new PreparedRun.Wishes(name, description, entry, storages, strategy(context));
    }

    private CacheStrategy strategy(Context context) {
        String setting = context.env().getOrDefault("MILLRACE_CACHE_STRATEGY", "");
        boolean given = !cacheStrategy.isEmpty();
        String word = given ? cacheStrategy : setting;
        return word.isEmpty()
                ? CacheStrategy.CONTENT
                : CacheStrategy.of(word)
                        .orElseThrow(() -> new UsageException("%s is content or conservative, not '%s'"
                                .formatted(given ? "--cache-strategy" : "MILLRACE_CACHE_STRATEGY", word)));
    }
}
