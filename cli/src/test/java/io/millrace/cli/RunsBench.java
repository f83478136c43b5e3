package io.millrace.cli;

import io.millrace.engine.Secrets;
import io.millrace.engine.core.RunId;
import io.millrace.engine.core.RunStatus;
import io.millrace.engine.loop.Submission;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures many small runs on one engine: all are submitted at once, two steps run at a time. Arguments: an empty folder,
 * then numbers of runs. Started by {@code bench/runs}.
 */
public final class RunsBench {
    private static final String PIPELINE = """
            name: small
            entry_points:
              one:
                command: ':'
              two:
                deps: one
                command: ':'
            """;

    private RunsBench() {}

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Path file = folder.resolve("small.yaml");
        Files.writeString(file, PIPELINE);
        PrintWriter out = Output.writer(System.out);
        measure(folder.resolve("warm-up"), file, 300);
        out.printf(Locale.ROOT, "%8s %10s %14s %14s%n", "runs", "seconds", "ms per run", "ms per step");
        for (int i = 1; i < args.length; i++) {
            int runs = Integer.parseInt(args[i]);
            double seconds = measure(folder.resolve("home-" + i), file, runs);
            out.printf(
                    Locale.ROOT,
                    "%8d %10.3f %14.3f %14.3f%n",
                    runs,
                    seconds,
                    1000 * seconds / runs,
                    500 * seconds / runs);
        }
        out.flush();
    }

    private static double measure(Path home, Path file, int runs) {
        Context context = Context.ofProcess();
        PreparedRun prepared = PreparedRun.of(
                context,
                Secrets.NONE,
                PipelineFile.read(context, file.toString()),
                new PipelineOptions(),
                new RunOptions().wishes(context, ""));
        EngineOptions options = new EngineOptions();
        options.slots = 2;
        RunWatch watch = new RunWatch();
        try (LocalEngine local = LocalEngine.open(context, new Home(home), "bench/runs", options, watch)) {
            long begin = System.nanoTime();
            List<RunId> submitted = new ArrayList<>();
            for (int i = 0; i < runs; i++) {
                submitted.add(local.engine()
                        .submit(new Submission(prepared.submission().run(), created -> {
                            watch.watch(created, new QuietView(context));
                            return prepared.submission().input().apply(created);
                        })));
            }
            for (RunId run : submitted) {
                requireSuccess(run, Optional.of(watch.end(run).join().status()));
            }
            return (System.nanoTime() - begin) / 1e9;
        }
    }

    private static void requireSuccess(RunId run, Optional<RunStatus> status) {
        if (!status.equals(Optional.of(RunStatus.SUCCEEDED))) {
            throw new IllegalStateException(run + " ended as " + status);
        }
    }
}
