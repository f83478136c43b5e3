package io.millrace.cli;

import io.millrace.engine.Secrets;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunEvent;
import io.millrace.engine.core.RunId;
import io.millrace.engine.loop.EngineObserver;
import io.millrace.engine.loop.Submission;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * How long a start takes after very many runs were left: {@code fill FOLDER RUNS} submits runs and dies like after kill
 * -9, {@code start FOLDER} takes them up and prints the times from the start of the virtual machine to the first step that
 * starts, and to the last run that is taken up.
 */
public final class RecoveryBench {
    private static final String PIPELINE =
            "name: left\nentry_points:\n  a: {command: 'date +%s.%N >> FOLDER/started; sleep 3'}\n";

    private RecoveryBench() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Path folder = Path.of(args[1]);
        if (args[0].equals("fill")) {
            fill(folder, Integer.parseInt(args[2]));
        } else {
            start(folder);
        }
        Runtime.getRuntime().halt(0);
    }

    private static LocalEngine open(Path folder, int slots, EngineObserver observer) {
        EngineOptions options = new EngineOptions();
        options.slots = slots;
        return LocalEngine.open(
                new Home(folder.resolve("home")),
                "bench/runs",
                options.settings(),
                Secrets.NONE,
                Instruments.of(observer));
    }

    private static void fill(Path folder, int runs) throws IOException {
        Context context = Context.ofProcess();
        Path file = Files.writeString(folder.resolve("left.yaml"), PIPELINE.replace("FOLDER", folder.toString()));
        PreparedRun prepared = PreparedRun.of(
                context,
                Secrets.NONE,
                PipelineFile.read(context, file.toString()),
                new PipelineOptions(),
                new RunOptions().wishes(context, ""));
        try (LocalEngine local = open(folder, 1, new Started())) {
            Submission submission = prepared.submission();
            Thread[] threads = new Thread[8];
            for (int i = 0; i < threads.length; i++) {
                threads[i] = Thread.ofPlatform().start(() -> {
                    for (int n = 0; n < runs / threads.length; n++) {
                        var unused = local.engine().submit(submission);
                    }
                });
            }
            for (Thread thread : threads) {
                join(thread);
            }
            while (local.engine().load().waiting() < runs / 2) {
                Thread.onSpinWait();
            }
            Runtime.getRuntime().halt(137);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Path folder) throws InterruptedException {
        Started started = new Started();
        try (LocalEngine local = open(folder, 4, started)) {
            double opened = sinceStart();
            int runs = local.queries().unfinishedRuns().size();
            local.engine().recover();
            double returned = sinceStart();
            started.first.await();
            double first = sinceStart();
            while (local.engine().load().waiting() + local.engine().load().running() < runs - 100) {
                Thread.sleep(Duration.ofMillis(20));
            }
            PrintWriter out = Output.writer(System.out);
            out.printf(
                    Locale.ROOT,
                    "%d runs: store open %.2f s, recover() returned %.2f s, first step started %.2f s, all taken up %.2f s%n",
                    runs,
                    opened,
                    returned,
                    first,
                    sinceStart());
            out.flush();
        }
    }

    private static double sinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }

    /** Sees the first step that starts. */
    private static final class Started implements EngineObserver {
        private final CountDownLatch first = new CountDownLatch(1);

        @Override
        public void committed(RunId run, List<RunEvent> events, Optional<RunRow> row, List<NodeRow> nodes) {
            if (nodes.stream()
                    .anyMatch(node -> node.status() == NodeStatus.RUNNING && node.kind() == NodeRow.Kind.STEP)) {
                first.countDown();
            }
        }

        @Override
        public void broken(RunRow row, RuntimeException bug) {
            throw bug;
        }

        @Override
        public void storeFailing(String message) {
            throw new IllegalStateException(message);
        }
    }
}
