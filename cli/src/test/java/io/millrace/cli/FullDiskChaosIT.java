package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.store.SqliteQueries;
import io.millrace.store.home.Home;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines while the disk of the database, of the logs or of what steps write is full now and then, with kill -9
 * before, during and after. Two pipelines for each disk; more with {@code -Dmillrace.cycles=1000}, those of one seed with
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
        assumeThat(call("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place.toString()))
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
        boolean fromTheStart = random.nextInt(4) == 0;
        boolean killedWhileFull = random.nextBoolean();
        boolean exists = run.exists();
        if (fromTheStart && exists) {
            fill(small);
        }
        Process process = run.next(exists);
        Conditions.await(() -> !process.isAlive() || run.owns(process));
        process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        fill(small);
        process.waitFor(random.nextInt(600), TimeUnit.MILLISECONDS);
        if (killedWhileFull) {
            kill(process);
        }
        Files.delete(small.resolve("filler"));
        process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        kill(process);
    }

    private static void kill(Process process) throws InterruptedException {
        process.destroyForcibly();
        Cli.await(process);
    }

    private static void fill(Path disk) throws IOException {
        byte[] some = new byte[4096];
        try (OutputStream filler = Files.newOutputStream(disk.resolve("filler"))) {
            for (int blocks = 0; blocks < 10_000; blocks++) {
                filler.write(some);
            }
        } catch (IOException full) {
            return;
        }
        throw new AssertionError(disk + " did not get full");
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
    }

    /** A step may fail for want of room; what succeeded did everything, and nothing was done twice. */
    private static void assertHonest(ChaosRun run, ChaosPipeline pipeline) throws IOException {
        assertThat(run.status()).as(pipeline.text() + run.page()).isIn("succeeded", "failed");
        Set<String> succeeded = succeeded(run);
        run.written()
                .forEach((file, lines) -> assertThat(lines)
                        .as(file + " of " + pipeline.text())
                        .isLessThanOrEqualTo(pipeline.lines().getOrDefault(file, 0)));
        pipeline.logs().forEach((path, log) -> {
            if (succeeded.contains(path)) {
                assertThat(run.log(path)).as("log of " + path).isEqualTo(log);
            }
        });
        Map<String, Integer> written = run.written();
        pipeline.files()
                .forEach((file, paths) -> assertThat(written.getOrDefault(file, 0))
                        .as(file + " of " + pipeline.text() + run.page())
                        .isGreaterThanOrEqualTo(
                                (int) paths.stream().filter(succeeded::contains).count()));
    }

    private static Set<String> succeeded(ChaosRun run) {
        Set<String> paths = new HashSet<>();
        try (SqliteQueries queries = SqliteQueries.open(new Home(run.cli().home()).database())) {
            List<NodeRow> nodes = queries.nodes(RunId.parse(ChaosRun.RUN));
            nodes.stream()
                    .filter(node -> node.status() == NodeStatus.SUCCEEDED)
                    .forEach(node -> paths.add(node.path()));
        }
        return paths;
    }
}
