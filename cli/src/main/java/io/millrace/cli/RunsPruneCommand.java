package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.engine.retention.Retention;
import io.millrace.engine.retention.RetentionLimits;
import io.millrace.engine.retention.RetentionPlan;
import io.millrace.engine.retention.RetentionPlan.Held;
import io.millrace.engine.retention.RetentionPlan.Removal;
import io.millrace.store.home.Home;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = "Delete runs that ended, with logs and artifacts, by age, number and size.",
        footer = {
            "",
            "With several limits a run has to be within all of them to stay. The oldest go first. Runs that have not",
            "ended are never deleted, nor are those whose results a run uses that stays, unless --reused is there.",
            "",
            "Examples:",
            "  millrace runs prune --older-than 30d --dry-run",
            "  millrace runs prune --keep 100",
            "  millrace runs prune --older-than 12w --keep 1000 --artifacts-over 50GB -o json"
        })
final class RunsPruneCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private PruneOptions options = new PruneOptions();

    @Option(names = "--keep", paramLabel = "N", description = "Delete all but the newest N that ended.")
    private int keep = -1;

    @Option(
            names = "--artifacts-over",
            paramLabel = "SIZE",
            description = "Delete until the artifacts of all runs together are no larger: 50GB, 500M.")
    private String artifactsOver = "";

    @Option(names = "--reused", description = "Also runs whose results others use.")
    private boolean reused;

    RunsPruneCommand(Context context) {
        this.context = context;
    }

    /** A run that was to be deleted and was not. */
    private record Failure(RunId run, String reason) {}

    @Override
    public Integer call() {
        RetentionLimits limits = limits();
        Home home = context.home(global.home);
        RetentionPlan plan;
        try (StoredRuns stored = StoredRuns.open(home)) {
            plan = new Retention(
                            stored.queries(),
                            stored.retention(),
                            RunDeletion.files(home, stored.artifacts()),
                            TimeSource.SYSTEM)
                    .plan(limits, reused);
        }
        List<Failure> failures = options.dryRun ? List.of() : delete(home, plan);
        switch (options.format) {
            case TEXT -> text(plan, failures);
            case JSON -> json(plan, failures);
        }
        context.out().flush();
        context.err().flush();
        return failures.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private RetentionLimits limits() {
        if (options.olderThan.isEmpty() && keep < 0 && artifactsOver.isEmpty()) {
            throw new UsageException(
                    "say what is to be deleted: --older-than 30d, --keep 100, --artifacts-over 50GB, or several of them");
        }
        return new RetentionLimits(
                options.age(),
                keep < 0 ? OptionalInt.empty() : OptionalInt.of(keep),
                artifactsOver.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(Amounts.bytes("--artifacts-over", artifactsOver)));
    }

    private List<Failure> delete(Home home, RetentionPlan plan) {
        RunDeletion deletion = new RunDeletion(home);
        List<Failure> failures = new ArrayList<>();
        for (Removal removal : plan.removals()) {
            try {
                deletion.delete(removal.run(), !reused);
            } catch (MillraceException e) {
                failures.add(new Failure(removal.run(), String.valueOf(e.getMessage())));
            }
        }
        return failures;
    }

    private static boolean failed(List<Failure> failures, Removal removal) {
        return failures.stream().anyMatch(failure -> failure.run().equals(removal.run()));
    }

    private void text(RetentionPlan plan, List<Failure> failures) {
        List<Removal> done = done(plan, failures);
        for (Removal removal : done) {
            context.out()
                    .println("%s  %s, ended %s, artifacts %s, logs %s"
                            .formatted(
                                    removal.run(),
                                    removal.pipeline(),
                                    RunsListing.time(removal.endedAt()),
                                    Amounts.text(removal.size().artifacts()),
                                    Amounts.text(removal.size().logs())));
        }
        context.out()
                .println("%s %s, %s; %s %s"
                        .formatted(
                                options.dryRun ? "would delete" : "deleted",
                                Amounts.count(done.size(), "run"),
                                Amounts.text(bytes(done)),
                                Amounts.count(plan.keptRuns() + failures.size(), "run"),
                                options.dryRun ? "would stay" : "stayed"));
        for (Held held : plan.held()) {
            context.out().println("%s stays: its results are used by %s".formatted(held.run(), users(held)));
        }
        failures.forEach(failure -> context.err().println("millrace: " + failure.reason()));
    }

    private static List<Removal> done(RetentionPlan plan, List<Failure> failures) {
        return plan.removals().stream()
                .filter(removal -> !failed(failures, removal))
                .toList();
    }

    private static String users(Held held) {
        return held.users().stream().sorted().map(RunId::toString).collect(Collectors.joining(", "));
    }

    private static long bytes(List<Removal> removals) {
        return removals.stream().mapToLong(removal -> removal.size().bytes()).sum();
    }

    private void json(RetentionPlan plan, List<Failure> failures) {
        List<Removal> done = done(plan, failures);
        context.out().println(Output.json(json -> {
            json.writeStartObject();
            json.writeBooleanField("dryRun", options.dryRun);
            json.writeNumberField("deletedBytes", bytes(done));
            json.writeNumberField("keptRuns", plan.keptRuns() + failures.size());
            json.writeArrayFieldStart("deleted");
            for (Removal removal : done) {
                json.writeStartObject();
                json.writeStringField("run", removal.run().toString());
                json.writeStringField("pipeline", removal.pipeline());
                json.writeStringField("endedAt", removal.endedAt().toString());
                json.writeNumberField("artifactBytes", removal.size().artifacts());
                json.writeNumberField("logBytes", removal.size().logs());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("held");
            for (Held held : plan.held()) {
                json.writeStartObject();
                json.writeStringField("run", held.run().toString());
                json.writeArrayFieldStart("users");
                for (RunId user : held.users().stream().sorted().toList()) {
                    json.writeString(user.toString());
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("failed");
            for (Failure failure : failures) {
                json.writeStartObject();
                json.writeStringField("run", failure.run().toString());
                json.writeStringField("reason", failure.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
