package io.millrace.executor.local;

import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.JobMount;
import io.millrace.engine.core.JobSpec;
import io.millrace.engine.core.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Measures sandboxed no-op steps beside plain ones, one at a time. Arguments: an empty folder, steps, rounds. Started by
 * {@code bench/sandbox}.
 */
final class SandboxBench {
    private static final int WARM_UP = 20;

    private final Path folder;
    private final int steps;

    private SandboxBench(Path folder, int steps) {
        this.folder = folder;
        this.steps = steps;
    }

    public static void main(String[] args) throws Exception {
        var bench = new SandboxBench(Path.of(args[0]), Integer.parseInt(args[1]));
        int rounds = Integer.parseInt(args[2]);
        String data = Files.createDirectories(Path.of(args[0]).resolve("data")).toString();
        List<Kind> kinds = List.of(
                new Kind("plain", Jobs.job("true"), new ArrayList<>()),
                kind("existing path", at("/mnt", data, false)),
                kind("one new path", at("/millrace-1", data, false)),
                kind(
                        "three new paths",
                        at("/millrace-1", data, false),
                        at("/millrace-2", data, true),
                        at("/millrace-3", data, false)));
        for (int round = 0; round < rounds; round++) {
            for (Kind kind : kinds) {
                kind.millis.add(bench.perStep(kind.job));
            }
        }
        System.out.printf(Locale.ROOT, "%-18s %10s %10s%n", "step", "ms", "more");
        double plain = median(kinds.getFirst().millis);
        for (Kind kind : kinds) {
            double millis = median(kind.millis);
            System.out.printf(Locale.ROOT, "%-18s %10.2f %10.2f%n", kind.name, millis, millis - plain);
        }
    }

    private record Kind(String name, JobSpec job, List<Double> millis) {}

    private static Kind kind(String name, JobMount... mounts) {
        return new Kind(name, Jobs.withMounts("true", mounts), new ArrayList<>());
    }

    private static JobMount at(String path, String data, boolean readOnly) {
        return new JobMount(path, data, "", path, true, readOnly);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private double perStep(JobSpec job) throws Exception {
        BlockingQueue<Exit> ends = new LinkedBlockingQueue<>();
        Path home = Files.createTempDirectory(folder, "home");
        try (var executor = new LocalExecutor(LocalExecutorConfig.of(home), new Ends(ends))) {
            long begin = 0;
            for (int i = 0; i < WARM_UP + steps; i++) {
                if (i == WARM_UP) {
                    begin = System.nanoTime();
                }
                executor.start(new AttemptId(new RunId(1), i, 1), job);
                Exit exit = ends.take();
                if (!exit.equals(new Exit.Code(0))) {
                    throw new IllegalStateException("a step ended with " + exit);
                }
            }
            return (System.nanoTime() - begin) / 1e6 / steps;
        }
    }

    private record Ends(BlockingQueue<Exit> ends) implements ExecutorListener {
        @Override
        public void started(AttemptId attempt, Instant at) {}

        @Override
        public void ended(AttemptId attempt, Exit exit, Instant at) {
            ends.add(exit);
        }
    }
}
