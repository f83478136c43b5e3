package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheFilter;
import io.millrace.engine.cache.CacheQueries;
import io.millrace.engine.cache.UnusedManifests;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = "Forget results by age, number and kind, so that their steps run again.",
        footer = {
            "",
            "Runs and artifacts stay as they are: `millrace runs prune` deletes those. Notes about files",
            "that no result refers to any more, kept for `cache explain`, go as well when they are a day old.",
            "",
            "Examples:",
            "  millrace cache prune --older-than 30d --dry-run",
            "  millrace cache prune --keep 10000 --artifacts-over 50GB",
            "  millrace cache prune --useless",
            "  millrace cache prune --pipeline penguins --step train --keep 0"
        })
final class CachePruneCommand implements Callable<Integer> {
    private static final int PAGE = 1000;
    private static final Duration YOUNG = Duration.ofDays(1);

    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private CacheFilterOptions filters = new CacheFilterOptions();

    @Option(names = "--keep", paramLabel = "N", description = "All but the newest N of them.")
    private int keep = -1;

    @Option(
            names = "--artifacts-over",
            paramLabel = "SIZE",
            description = "All but the newest whose outputs together are no larger: 50GB, 500M.")
    private String artifactsOver = "";

    @Option(names = "--useless", description = "Only those that can never be reused: stale and expired ones.")
    private boolean useless;

    @Option(names = "--dry-run", description = "Only print what would be forgotten.")
    private boolean dryRun;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "text|json",
            description = "Form of the output.")
    private Output.Format format = Output.Format.TEXT;

    CachePruneCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (!filters.given() && keep < 0 && artifactsOver.isEmpty() && !useless) {
            throw new UsageException(
                    "say what is to be forgotten: --older-than 30d, --keep 10000, --artifacts-over 50GB,"
                            + " --useless, or another option");
        }
        Home home = context.home(global.home);
        Instant now = TimeSource.SYSTEM.now();
        List<CacheEntry.Stored> chosen;
        UnusedManifests unused;
        try (StoredRuns stored = StoredRuns.open(home)) {
            chosen = chosen(stored.cache(), now);
            Set<Long> gone =
                    new HashSet<>(chosen.stream().map(CacheEntry.Stored::number).toList());
            Set<String> used = new HashSet<>();
            each(stored.cache(), CacheFilter.ALL, entry -> {
                if (!gone.contains(entry.number())) {
                    used.addAll(UnusedManifests.digestsOf(entry.entry()));
                }
            });
            unused = UnusedManifests.in(home.manifests(), used, now.minus(YOUNG));
        }
        if (!dryRun) {
            List<Long> goneMeanwhile = new CacheForgetting(home)
                    .forget(chosen.stream().map(CacheEntry.Stored::number).toList());
            chosen.removeIf(entry -> goneMeanwhile.contains(entry.number()));
            unused.remove();
        }
        switch (format) {
            case TEXT -> text(chosen, unused);
            case JSON -> json(chosen, unused);
        }
        context.out().flush();
        return ExitCode.OK;
    }

    /** Of those that the filters choose, newest first, what is beyond a limit: all where there is none. */
    private List<CacheEntry.Stored> chosen(CacheQueries cache, Instant now) {
        boolean limited = keep >= 0 || !artifactsOver.isEmpty();
        long most = keep < 0 && limited ? Long.MAX_VALUE : Math.max(0, keep);
        long largest = artifactsOver.isEmpty() ? Long.MAX_VALUE : Amounts.bytes("--artifacts-over", artifactsOver);
        List<CacheEntry.Stored> chosen = new ArrayList<>();
        long[] seen = {0, 0};
        each(cache, filters.filter(context), entry -> {
            boolean dead = entry.stale().isPresent() || entry.entry().isExpired(now);
            if (dead || !useless) {
                seen[0]++;
                seen[1] += entry.entry().bytes();
                if (seen[0] > most || seen[1] > largest) {
                    chosen.add(entry);
                }
            }
        });
        return chosen;
    }

    /** Newest first. */
    private static void each(CacheQueries cache, CacheFilter filter, Consumer<CacheEntry.Stored> action) {
        List<CacheEntry.Stored> page = cache.entries(filter, PAGE);
        while (!page.isEmpty()) {
            page.forEach(action);
            page = cache.entries(filter.after(page.getLast().number()), PAGE);
        }
    }

    private void text(List<CacheEntry.Stored> chosen, UnusedManifests unused) {
        if (!chosen.isEmpty()) {
            CachePage.list(context, chosen);
        }
        String notes = unused.files().isEmpty()
                ? ""
                : " and %s about files, %s"
                        .formatted(Amounts.count(unused.files().size(), "note"), Amounts.text(unused.bytes()));
        context.out()
                .println("%s %s%s"
                        .formatted(dryRun ? "would forget" : "forgot", Amounts.count(chosen.size(), "result"), notes));
    }

    private void json(List<CacheEntry.Stored> chosen, UnusedManifests unused) {
        context.out().println(Output.json(json -> {
            json.writeStartObject();
            json.writeBooleanField("dryRun", dryRun);
            json.writeArrayFieldStart("forgot");
            for (CacheEntry.Stored entry : chosen) {
                json.writeNumber(entry.number());
            }
            json.writeEndArray();
            json.writeNumberField("manifests", unused.files().size());
            json.writeNumberField("manifestBytes", unused.bytes());
            json.writeEndObject();
        }));
    }
}
