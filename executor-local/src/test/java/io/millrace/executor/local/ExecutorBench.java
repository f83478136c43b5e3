package io.millrace.executor.local;

import io.millrace.engine.ExecutorListener;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import io.millrace.engine.core.RunId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Measures the executor alone: no-op steps, a fixed number at a time, beside GNU make with the same commands. Arguments:
 * an empty folder, number of steps, number at a time, rounds. Started by {@code bench/executor}.
 */
final class ExecutorBench {
    private final int steps;
    private final int atOnce;

    private ExecutorBench(int steps, int atOnce) {
        this.steps = steps;
        this.atOnce = atOnce;
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        var bench = new ExecutorBench(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
        Path makefile = bench.makefile(folder);
        PrintStream out = System.out;
        bench.executor(folder.resolve("warm-up"));
        out.printf(Locale.ROOT, "%-8s %14s %14s %8s%n", "round", "make ms/step", "executor", "ratio");
        for (int round = 1; round <= Integer.parseInt(args[3]); round++) {
            double make = bench.make(makefile);
            double executor = bench.executor(folder.resolve("round" + round));
            out.printf(Locale.ROOT, "%-8d %14.3f %14.3f %8.2f%n", round, make, executor, executor / make);
        }
    }

    private double executor(Path home) throws IOException, InterruptedException {
        var chain = new Chain();
        try (var executor = new LocalExecutor(LocalExecutorConfig.of(home), chain)) {
            long begin = System.nanoTime();
            chain.run(executor);
            return perStep(begin);
        }
    }

    private final class Chain implements ExecutorListener {
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left = new CountDownLatch(steps);
        private final CompletableFuture<LocalExecutor> executor = new CompletableFuture<>();

        void run(LocalExecutor with) throws InterruptedException {
            executor.complete(with);
            for (int i = 0; i < atOnce; i++) {
                startNext();
            }
            left.await();
        }

        private void startNext() {
            int node = next.getAndIncrement();
            if (node < steps) {
                executor.join().start(new AttemptId(new RunId(1), node, 1), Jobs.job("true"));
            }
        }

        @Override
        public void started(AttemptId attempt, Instant at) {}

        @Override
        public void ended(AttemptId attempt, Exit exit, Instant at) {
            if (!exit.equals(new Exit.Code(0))) {
                throw new IllegalStateException(attempt + " ended with " + exit);
            }
            left.countDown();
            startNext();
        }
    }

    private double make(Path makefile) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process make = new ProcessBuilder("make", "-s", "-j" + atOnce, "-f", makefile.toString())
                .inheritIO()
                .start();
        if (make.waitFor() != 0) {
            throw new IllegalStateException("make failed");
        }
        return perStep(begin);
    }

    private Path makefile(Path folder) throws IOException {
        var text = new StringBuilder("all:");
        for (int i = 0; i < steps; i++) {
            text.append(" t").append(i);
        }
        text.append('\n');
        for (int i = 0; i < steps; i++) {
            text.append('t').append(i).append(":\n\t@sh -c true\n");
        }
        return Files.writeString(folder.resolve("Makefile"), text);
    }

    private double perStep(long begin) {
        return (System.nanoTime() - begin) / 1e6 / steps;
    }
}
