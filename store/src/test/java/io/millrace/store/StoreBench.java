package io.millrace.store;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.Batch;
import io.millrace.engine.record.EventRow;
import io.millrace.engine.record.NodeRow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How many batches a second become durable, each one event and one node row: by one caller, by eight at a time, and in
 * big batches; and beside it what the disk takes for a bare write and fdatasync of about as many bytes. Started by
 * {@code bench/store}.
 */
final class StoreBench {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final String DETAIL = "{\"command\":\"" + "x".repeat(400) + "\"}";

    /** As many bytes as the log grows by for a small commit: three pages with their headers. */
    private static final int LOG_BYTES = 3 * (4096 + 24);

    private StoreBench() {}

    /** What is measured: one operation, at most so many of it. */
    @FunctionalInterface
    private interface Operation {
        void run(long number) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Duration time = Duration.ofSeconds(Long.parseLong(arguments[1]));
        long opening = System.nanoTime();
        try (SqliteStore store = SqliteStore.open(folder.resolve("bench.db"))) {
            System.out.printf("open and make the schema: %d ms%n", (System.nanoTime() - opening) / 1_000_000);
            disk(folder, time);
            commits(store, 1, time);
            commits(store, 8, time);
            bigBatches(store, time);
        }
        System.out.printf("database: %d MB%n", Files.size(folder.resolve("bench.db")) >> 20);
    }

    private static void disk(Path folder, Duration time) throws Exception {
        try (FileChannel file =
                FileChannel.open(folder.resolve("bench.log"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(LOG_BYTES);
            report("write and fdatasync", measure(time, number -> {
                file.write(bytes.rewind(), number % 300 * LOG_BYTES);
                file.force(false);
            }));
        }
    }

    private static void commits(SqliteStore store, int callers, Duration time)
            throws InterruptedException, ExecutionException {
        List<Future<long[]>> measured = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                RunId run = store.create(Rows.newRun());
                measured.add(threads.submit(() -> measure(time, number -> store.commit(small(run, number)))));
            }
        }
        List<long[]> all = new ArrayList<>();
        for (Future<long[]> nanos : measured) {
            all.add(nanos.get());
        }
        report(
                "commit, callers: " + callers,
                all.stream().flatMapToLong(Arrays::stream).toArray(),
                callers);
    }

    /** The life of a node in three batches, as the engine writes it. */
    private static Batch small(RunId run, long number) {
        int node = (int) (number / 3);
        NodeRow row = switch ((int) (number % 3)) {
            case 0 -> Rows.node(run, node, NodeStatus.PENDING);
            case 1 -> Rows.node(run, node, NodeStatus.RUNNING, Optional.of(DETAIL));
            default -> Rows.node(run, node, NodeStatus.SUCCEEDED);
        };
        return new Batch(List.of(Rows.event(run, number + 1)), List.of(), List.of(row), List.of());
    }

    private static void bigBatches(SqliteStore store, Duration time) throws IOException {
        RunId run = store.create(Rows.newRun());
        int rows = 1_000;
        long[] nanos = measure(time, number -> {
            List<NodeRow> nodes = new ArrayList<>();
            List<EventRow> events = new ArrayList<>();
            for (int i = 0; i < rows; i++) {
                int node = (int) number * rows + i;
                nodes.add(Rows.node(run, node, NodeStatus.RUNNING, Optional.of(DETAIL)));
                events.add(Rows.event(run, node + 1L));
            }
            store.commit(new Batch(events, List.of(), nodes, List.of()));
        });
        report("commit of 1,000 events and nodes", nanos);
    }

    /** Nanoseconds of each operation after the warm-up. */
    private static long[] measure(Duration time, Operation operation) throws IOException {
        long number = 0;
        for (long end = System.nanoTime() + WARM_UP.toNanos(); System.nanoTime() < end; number++) {
            operation.run(number);
        }
        long[] nanos = new long[1 << 20];
        int count = 0;
        long last = System.nanoTime();
        for (long end = last + time.toNanos(); last < end && count < nanos.length; count++, number++) {
            operation.run(number);
            long now = System.nanoTime();
            nanos[count] = now - last;
            last = now;
        }
        return Arrays.copyOf(nanos, count);
    }

    private static void report(String what, long[] nanos) {
        report(what, nanos, 1);
    }

    private static void report(String what, long[] nanos, int callers) {
        Arrays.sort(nanos);
        double seconds = Arrays.stream(nanos).sum() / 1e9 / callers;
        System.out.printf(
                "%-34s %8.0f/s   median %6d us   p99 %6d us   worst %7d us%n",
                what,
                nanos.length / seconds,
                nanos[nanos.length / 2] / 1_000,
                nanos[nanos.length * 99 / 100] / 1_000,
                nanos[nanos.length - 1] / 1_000);
    }
}
