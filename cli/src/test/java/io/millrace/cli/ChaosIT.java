package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random pipelines under a Millrace that is killed and frozen at random moments, until it gets through. 25 cycles of
 * harm and restart, three for each pipeline; more with {@code -Dmillrace.cycles=1000}, one pipeline again with
 * {@code -Dmillrace.seed=17}.
 */
class ChaosIT {
    private static final String RUN = "run-000001";
    private static final int MOST_HARM = 3;

    @TempDir
    Path folder = Path.of("");

    static LongStream seeds() {
        Long one = Long.getLong("millrace.seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.rangeClosed(0, Long.getLong("millrace.cycles", 25) / MOST_HARM);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostAndNothingRunsTwice(long seed) throws Exception {
        Random random = new Random(seed * 0x9E3779B97F4A7C15L); // small seeds alone begin alike
        Cli cli = new Cli(folder);
        ChaosPipeline pipeline = ChaosPipeline.of(random);
        cli.write("pipeline.yaml", pipeline.text());
        Files.createDirectories(folder.resolve("effects"));
        boolean stops = random.nextInt(5) == 0;

        for (int harm = 0; harm < MOST_HARM && !isOver(cli); harm++) {
            Process process = next(cli);
            harm(cli, process, random);
            if (stops && exists(cli)) {
                cli.run("stop", RUN); // refused when the run has ended meanwhile
            }
        }
        if (!isOver(cli)) {
            int code = Cli.await(next(cli));
            assertThat(code).as(cli.read("out.txt") + cli.read("err.txt")).isLessThan(2);
        }

        assertThat(status(cli))
                .as(pipeline.text() + cli.run("runs", "show", RUN).err())
                .isIn(ends(pipeline, stops));
        if (stops) {
            written()
                    .forEach((file, lines) -> assertThat(lines)
                            .as(file + " of " + pipeline.text())
                            .isLessThanOrEqualTo(pipeline.lines().getOrDefault(file, 0)));
        } else {
            assertThat(written()).as(pipeline.text()).isEqualTo(pipeline.lines());
            pipeline.logs()
                    .forEach(
                            (path, log) -> assertThat(cli.run("logs", RUN, path).out())
                                    .as("log of " + path)
                                    .isEqualTo(log));
        }
        Conditions.await(() -> processesIn(folder).isEmpty());
    }

    private static List<String> ends(ChaosPipeline pipeline, boolean stops) {
        String end = pipeline.succeeds() ? "succeeded" : "failed";
        return stops ? List.of(end, "terminated", "failed") : List.of(end);
    }

    /** The next process that works on the home: it creates the run, or takes it up. */
    private static Process next(Cli cli) {
        return exists(cli) ? cli.start(List.of(), "resume") : cli.start(List.of(), "run", "pipeline.yaml");
    }

    /** Kills the process some 5 to 500 ms after it owns the home; sometimes it is frozen for a while before. */
    private static void harm(Cli cli, Process process, Random random) throws Exception {
        int freeze = random.nextInt(3) == 0 ? 50 + random.nextInt(250) : 0;
        int kill = 5 + random.nextInt(495);
        Conditions.await(() -> !process.isAlive() || owns(cli, process));
        if (freeze > 0 && !process.waitFor(random.nextInt(200), TimeUnit.MILLISECONDS)) {
            signal("-STOP", process);
            process.waitFor(freeze, TimeUnit.MILLISECONDS);
            if (process.isAlive()) {
                assertThat(cli.run("resume").err()).contains("process " + process.pid());
            }
            signal("-CONT", process);
        }
        process.waitFor(kill, TimeUnit.MILLISECONDS);
        process.destroyForcibly();
        Cli.await(process);
    }

    private static void signal(String name, Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", name, Long.toString(process.pid())).start().waitFor();
    }

    private static boolean owns(Cli cli, Process process) throws IOException {
        Path owner = cli.home().resolve("owner.json");
        return Files.exists(owner) && Files.readString(owner).contains(Long.toString(process.pid()));
    }

    private static boolean exists(Cli cli) {
        return cli.run("runs", "list").out().contains(RUN);
    }

    private static boolean isOver(Cli cli) {
        return exists(cli) && List.of("succeeded", "failed", "terminated").contains(status(cli));
    }

    private static String status(Cli cli) {
        String page = cli.run("runs", "show", RUN).out();
        return page.lines().findFirst().orElse("").replaceFirst(".*chaos +(\\w+).*", "$1");
    }

    private Map<String, Integer> written() throws IOException {
        Map<String, Integer> lines = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("effects"))) {
            for (Path file : files.toList()) {
                lines.put(
                        "effects/" + file.getFileName(),
                        Files.readAllLines(file).size());
            }
        }
        return lines;
    }

    /** What still runs in the folder, where the system can tell: steps, their wrappers, launchers. */
    private static List<String> processesIn(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        Path all = Path.of("/proc");
        if (!Files.isDirectory(all)) {
            return found;
        }
        try (Stream<Path> processes = Files.list(all)) {
            for (Path process : processes
                    .filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                Path works = process.resolve("cwd");
                try {
                    if (Files.readSymbolicLink(works).startsWith(folder.toRealPath())) {
                        found.add(process.getFileName().toString());
                    }
                } catch (IOException gone) {
                    // ended meanwhile, or another user's
                }
            }
        }
        return found;
    }
}
