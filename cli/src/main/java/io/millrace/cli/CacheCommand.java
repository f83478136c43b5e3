package io.millrace.cli;

import io.millrace.cli.view.Durations;
import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.cache.CacheCheck;
import io.millrace.engine.cache.CacheCheck.Change;
import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheJson;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about results that later runs reuse. */
@Command(
        name = "cache",
        description = "Look at the step cache: list, show, delete, prune, explain.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Examples:", "  millrace cache list", "  millrace cache explain run-000002 train"})
final class CacheCommand {
    private static final int PAGE = 1000;

    private final Context context;

    CacheCommand(Context context) {
        this.context = context;
    }

    @Command(
            name = "list",
            description = "List results that may be reused, newest first.",
            footer = {
                "",
                "Examples:",
                "  millrace cache list",
                "  millrace cache list --step train --older-than 30d -o json"
            })
    int list(
            @Mixin HomeOption global,
            @Mixin CacheFilterOptions filters,
            @Option(names = "-n", paramLabel = "N", defaultValue = "20", description = "At most N. Default: 20.")
                    int limit,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        if (limit < 1 || limit > PAGE) {
            throw new UsageException("-n takes a number from 1 to %d, not %d".formatted(PAGE, limit));
        }
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            List<CacheEntry.Stored> entries = stored.cache().entries(filters.filter(context), limit);
            switch (format) {
                case TEXT -> CachePage.list(context, entries);
                case JSON -> CachePage.json(context, stored, entries);
            }
        }
        return ExitCode.OK;
    }

    @Command(
            name = "show",
            description = "Show one result: what it is made of, where it lies, who reused it.",
            footer = {"", "Examples:", "  millrace cache show 12", "  millrace cache show 12 -o json"})
    int show(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "ENTRY", description = "Number of the entry, as `cache list` shows it.")
                    long entry,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            CacheEntry.Stored found = stored.cache().entry(entry).orElseThrow(() -> unknown(entry));
            switch (format) {
                case TEXT -> CachePage.show(context, stored, found);
                case JSON -> CachePage.json(context, stored, List.of(found));
            }
        }
        return ExitCode.OK;
    }

    static MillraceException unknown(long entry) {
        return new MillraceException(
                Code.CACHE_NOT_FOUND,
                "there is no cache entry %d; `millrace cache list` shows those there are".formatted(entry));
    }

    @Command(
            name = "delete",
            description = "Forget results, so that the steps run again. Runs that reused them stay as they are.",
            footer = {"", "Examples:", "  millrace cache delete 12 13"})
    int delete(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "ENTRY", arity = "1..*", description = "Numbers of entries.") List<Long> entries) {
        List<Long> unknown = new CacheForgetting(context.home(global.home)).forget(entries);
        entries.stream()
                .filter(entry -> !unknown.contains(entry))
                .forEach(entry -> context.out().println("forgot entry " + entry));
        if (!unknown.isEmpty()) {
            throw unknown(unknown.getFirst());
        }
        return ExitCode.OK;
    }

    @Command(
            name = "explain",
            description = "Say why a step of a run was reused or ran, ingredient by ingredient.",
            footer = {"", "Examples:", "  millrace cache explain run-000002 train"})
    int explain(
            @Mixin HomeOption global,
            @Parameters(paramLabel = "RUN", description = "Id of the run.") String run,
            @Parameters(paramLabel = "STEP", description = "Path of the step, as `runs show` prints it.") String step,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "text|json",
                            defaultValue = "text",
                            description = "Form of the output.")
                    Output.Format format) {
        RunId id = RunIds.parse(run);
        try (StoredRuns stored = StoredRuns.open(context.home(global.home))) {
            NodeRow node = stored.queries()
                    .node(id, step)
                    .orElseThrow(() -> new UsageException("%s has no step '%s'".formatted(id, step)));
            Optional<CacheCheck> check = stored.cache().check(id, node.node());
            switch (format) {
                case TEXT -> text(step, check);
                case JSON -> json(check);
            }
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private void text(String step, Optional<CacheCheck> found) {
        if (found.isEmpty()) {
            context.out().println("%s did not ask the cache: it is off, or the step never came to it".formatted(step));
            return;
        }
        CacheCheck check = found.get();
        context.out()
                .println("%s: %s, %s".formatted(step, check.answer().name().toLowerCase(Locale.ROOT), check.reason()));
        check.entry()
                .filter(entry -> check.answer() == CacheCheck.Answer.MISS)
                .ifPresent(entry -> context.out().println("compared with entry %d:".formatted(entry)));
        for (Change change : check.changes()) {
            change(change);
        }
    }

    private void change(Change change) {
        context.out().println("  " + change.name());
        if (change.lines().isEmpty()) {
            context.out().println("    before: " + (change.before().isEmpty() ? "(nothing)" : change.before()));
            context.out().println("    now:    " + (change.after().isEmpty() ? "(nothing)" : change.after()));
        } else {
            change.lines().forEach(line -> context.out().println("    " + line));
        }
    }

    private void json(Optional<CacheCheck> found) {
        context.out().println(Output.json(json -> CacheJson.check(json, found)));
    }

    /** How long a job took, for tables. */
    static String took(CacheEntry entry) {
        return Durations.text(entry.duration());
    }
}
