package io.millrace.cli;

import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import io.millrace.engine.core.StorageRoot;
import io.millrace.engine.loop.Submission;
import io.millrace.engine.record.RunRequest;
import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.plan.CacheStrategy;
import io.millrace.pipeline.plan.Mount;
import io.millrace.pipeline.plan.Plan;
import io.millrace.pipeline.plan.PlanStep;
import io.millrace.pipeline.plan.PlannedSteps;
import io.millrace.pipeline.request.CompileRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A pipeline file that was checked and may be run here. */
record PreparedRun(PipelineFile file, Plan plan, RunRequest request, String description) {

    /** What the command line wants beside the file and its parameters. */
    record Wishes(
            String name, String description, String entry, Map<String, String> storages, CacheStrategy cacheStrategy) {}

    /**
     * Compiles the file as this machine would run it.
     *
     * @throws UsageException when it cannot be run; the problems are printed
     */
    static PreparedRun of(Context context, Secrets secrets, PipelineFile file, PipelineOptions options, Wishes wishes) {
        CompileRequest compile =
                CompileRequests.embedded(file, options).withName(wishes.name()).withEntry(wishes.entry());
        Compiled compiled = PipelineCompiler.compile(file.source(), compile, () -> secrets.names(context.userName()));
        ProblemPrinter.print(context, compiled.problems());
        Plan plan = compiled.plan().orElseThrow(() -> new UsageException(file.name() + " cannot be run"));
        List<PlanStep> steps =
                PlannedSteps.of(plan).stream().map(PlannedSteps.Planned::step).toList();
        Map<String, StorageRoot> storages = storages(context, file, plan, steps, wishes.storages());
        RunRequest request = new RunRequest(context.userName(), storages, false, wishes.cacheStrategy(), compile);
        return new PreparedRun(file, plan, request, wishes.description());
    }

    private static Map<String, StorageRoot> storages(
            Context context, PipelineFile file, Plan plan, List<PlanStep> steps, Map<String, String> given) {
        Map<String, StorageRoot> roots = new LinkedHashMap<>();
        given.forEach((name, folder) ->
                roots.put(name, root("--fs " + name, context.folder().resolve(folder))));
        plan.mainFs()
                .ifPresent(
                        main -> roots.putIfAbsent(main.storage(), root("the folder of " + file.name(), file.folder())));
        for (PlanStep step : steps) {
            for (Mount mount : step.extraFs()) {
                if (!roots.containsKey(mount.storage())) {
                    throw new UsageException(
                            "step '%s' mounts the storage '%s'; say which folder that is with --fs %s=DIR"
                                    .formatted(step.name(), mount.storage(), mount.storage()));
                }
            }
        }
        return roots;
    }

    private static StorageRoot root(String what, Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        if (!Files.isDirectory(root)) {
            throw new UsageException("%s: %s is not a folder".formatted(what, root));
        }
        return new StorageRoot(root.toString(), root.toString());
    }

    /** The run to create. */
    Submission submission() {
        return Submission.of(plan, request, file.text(), file.origin(), description, TimeSource.SYSTEM.now());
    }
}
