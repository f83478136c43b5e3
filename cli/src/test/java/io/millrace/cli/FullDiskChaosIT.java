package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.record.NodeRow;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines while the disk of the database, of the logs or of what steps write is full now and then, with kill -9
 * and halts by SIGSTOP before, during and after. Two pipelines for each disk; more with {@code -Dmillrace.cycles=1000}, those of one seed with
 * {@code -Dmillrace.seed=17}.
 */
class FullDiskChaosIT {
    private static final int MOST_HARM = 3;

    @TempDir
    Path folder = Path.of("");

    private final Deque<Path> mounted = new ArrayDeque<>();

    /** Whose disk runs full. */
    enum Disk {
        DATABASE,
        LOGS,
        ARTIFACTS
    }

    static Stream<Arguments> disks() {
        Long one = Long.getLong("millrace.seed");
        long count = Long.getLong("millrace.cycles", 25) / 12;
        return (one != null ? LongStream.of(one) : LongStream.range(0, count))
                .boxed()
                .flatMap(seed -> Stream.of(Disk.values()).map(disk -> Arguments.of(disk, seed)));
    }

    @AfterEach
    void unmount() {
        while (!mounted.isEmpty()) {
            String place = mounted.pop().toString();
            Conditions.await(() -> call("umount", place));
        }
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @MethodSource("disks")
    void nothingIsLostAndNothingRunsTwice(Disk disk, long seed) throws Exception {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds alone begin alike
        ChaosPipeline pipeline = ChaosPipeline.of(random);
        ChaosRun run = ChaosRun.of(folder, pipeline);
        Path small = mount(disk, run.cli().home());

        for (int harm = 0; harm < MOST_HARM && !run.isOver(); harm++) {
            harm(run, small, random);
        }
        if (!run.isOver()) {
            Process last = run.next();
            int code = Cli.await(last);
            assertThat(code)
                    .as(run.cli().read("out.txt") + run.cli().read("err.txt"))
                    .isLessThan(2);
        }

        if (disk == Disk.DATABASE) {
            assertNothingHappened(run, pipeline);
        } else {
            assertHonest(run, pipeline);
        }
        Conditions.await(() -> run.processes().isEmpty());
    }

    /** Mounts what the disk needs; the one that will be full. */
    private Path mount(Disk disk, Path home) throws IOException, InterruptedException {
        return switch (disk) {
            case DATABASE -> {
                Path small = mount(home);
                mount(home.resolve("jobs"));
                yield small;
            }
            case LOGS -> mount(home.resolve("jobs"));
            case ARTIFACTS -> mount(folder.resolve("effects"));
        };
    }

    private Path mount(Path place) throws IOException, InterruptedException {
        Files.createDirectories(place);
        assumeThat(call("mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=2000", "tmpfs", place.toString()))
                .as("skipped: a small tmpfs cannot be mounted, needs root")
                .isTrue();
        mounted.push(place);
        return place;
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** A process that finds the disk full, from its start or later, and is killed before there is room again or after. */
    private static void harm(ChaosRun run, Path small, Random random) throws Exception {
        boolean exists = run.exists();
        boolean fromTheStart = random.nextInt(4) == 0;
        if (fromTheStart && exists) {
            fill(small);
        }
        int attempts = run.attempts();
        Process process = run.next(exists);
        Conditions.await(() -> !process.isAlive() || run.owns(process));
        if (!fromTheStart && random.nextInt(3) > 0) {
            Conditions.await(() -> !process.isAlive() || run.attempts() > attempts);
        }
        process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS);
        fill(small);
        boolean frozen = random.nextInt(3) == 0;
        if (frozen) {
            ChaosIT.signal("-STOP", process);
        }
        process.waitFor(random.nextBoolean() ? 0 : random.nextInt(600), TimeUnit.MILLISECONDS);
        if (frozen && random.nextBoolean()) {
            ChaosIT.signal("-CONT", process);
            process.waitFor(random.nextInt(300), TimeUnit.MILLISECONDS);
        }
        if (random.nextInt(3) > 0) {
            run.kill(process);
            call("sleep", Double.toString(random.nextInt(25) / 10.0)); // steps end meanwhile, and nobody hears of it
        }
        empty(small);
        ChaosIT.signal("-CONT", process);
        process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
        run.kill(process);
    }

    /** Leaves no room for bytes and none for files: a small disk of memory keeps links in what it has for files. */
    private static void fill(Path disk) throws IOException {
        Path filler = Files.createDirectories(disk.resolve("filler"));
        byte[] some = new byte[4096];
        try (OutputStream bytes = Files.newOutputStream(filler.resolve("bytes"))) {
            for (int blocks = 0; blocks < 10_000; blocks++) {
                bytes.write(some);
            }
            throw new AssertionError(disk + " did not get full");
        } catch (IOException full) {
            fillWithFiles(filler);
        }
    }

    private static void fillWithFiles(Path filler) {
        try {
            for (int files = 0; files < 10_000; files++) {
                Files.createFile(filler.resolve("file-" + files));
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError(filler + " can have more files");
    }

    private static void empty(Path disk) throws IOException {
        try (Stream<Path> filler = Files.walk(disk.resolve("filler"))) {
            for (Path file : filler.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Steps need no database: to them nothing happened. */
    private static void assertNothingHappened(ChaosRun run, ChaosPipeline pipeline) throws IOException {
        assertThat(run.status())
                .as(pipeline.text() + run.page())
                .isEqualTo(pipeline.succeeds() ? "succeeded" : "failed");
        assertThat(run.written()).as(pipeline.text()).isEqualTo(pipeline.lines());
        pipeline.logs()
                .forEach((path, log) ->
                        assertThat(run.log(path)).as("log of " + path).isEqualTo(log));
        assertThat(run.codes()).as(pipeline.text() + run.page()).isEqualTo(pipeline.codes());
    }

    /**
     * A step may fail for want of room; what succeeded did everything, what did everything has its exit code, and nothing
     * was done twice.
     */
    private static void assertHonest(ChaosRun run, ChaosPipeline pipeline) throws IOException {
        assertThat(run.status()).as(pipeline.text() + run.page()).isIn("succeeded", "failed");
        Map<String, NodeRow> nodes = run.steps();
        Set<String> succeeded = nodes.values().stream()
                .filter(node -> node.status() == NodeStatus.SUCCEEDED)
                .map(NodeRow::path)
                .collect(Collectors.toSet());
        run.written()
                .forEach((file, lines) -> assertThat(lines)
                        .as(file + " of " + pipeline.text())
                        .isLessThanOrEqualTo(pipeline.lines().getOrDefault(file, 0)));
        pipeline.logs().forEach((path, log) -> {
            if (succeeded.contains(path)) {
                assertThat(run.log(path)).as("log of " + path).isEqualTo(log);
            } else if (nodes.containsKey(path) && run.log(path).equals(log)) {
                assertThat(nodes.get(path).exitCode())
                        .as(path + " in " + run.page())
                        .contains(pipeline.codes().getOrDefault(path, -1));
            }
        });
        Map<String, Integer> written = run.written();
        pipeline.files()
                .forEach((file, paths) -> assertThat(written.getOrDefault(file, 0))
                        .as(file + " of " + pipeline.text() + run.page())
                        .isGreaterThanOrEqualTo(
                                (int) paths.stream().filter(succeeded::contains).count()));
    }
}
