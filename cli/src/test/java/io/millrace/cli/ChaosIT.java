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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills Millrace at random moments, again and again, while random pipelines run; sometimes it stands still for a moment
 * before. Each step writes a line into a file of its own, so that a step that was lost or ran twice can be seen. More
 * cycles: {@code -Dmillrace.cycles=1000}; the same ones again: {@code -Dmillrace.chaos=SEED}.
 */
class ChaosIT {
    private static final int CYCLES = Integer.getInteger("millrace.cycles", 25);
    private static final long SEED = Long.getLong("millrace.chaos", System.nanoTime());

    @TempDir
    Path folder = Path.of("");

    private final Random random = new Random(SEED);
    private final Map<String, List<String>> steps = new TreeMap<>();
    private Cli cli = new Cli(Path.of(""));

    @Test
    void everyStepOfEveryRunHasRunOnce() throws Exception {
        cli = new Cli(folder);
        Files.createDirectory(folder.resolve("effects"));
        int pipelines = 0;
        boolean fresh = true;
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Process process;
            if (fresh) {
                process = cli.start(List.of(), "run", pipeline(++pipelines), "-o", "json");
            } else {
                process = cli.start(List.of(), "resume", "-o", "json");
            }
            fresh = disturb(process);
        }
        assertThat(cli.run("resume").code()).as("seed %d", SEED).isZero();
        assertThatNothingWasLostOrDoubled();
    }

    /** A random graph: each step waits for some before it, some loop; every one leaves a mark. */
    private String pipeline(int number) {
        List<String> marks = new ArrayList<>();
        StringBuilder yaml = new StringBuilder(
                "name: chaos%d\nparallelism: %d\nentry_points:\n".formatted(number, 1 + random.nextInt(4)));
        int count = 3 + random.nextInt(8);
        for (int i = 0; i < count; i++) {
            int items = random.nextInt(4) == 0 ? 3 : 1;
            yaml.append(
                    "  s%d:\n    command: \"echo x >> effects/{{PF_RUN_ID}}.s%d.{{PF_LOOP_ARGUMENT}}; sleep 0.%03d\"\n"
                            .formatted(i, i, random.nextInt(120)));
            if (items > 1) {
                yaml.append("    loop_argument: [1, 2, 3]\n");
            }
            for (int item = 1; item <= items; item++) {
                marks.add("s%d.%s".formatted(i, items > 1 ? item : ""));
            }
            List<String> before = new ArrayList<>();
            for (int k = 0; k < i; k++) {
                if (random.nextInt(3) == 0) {
                    before.add("s" + k);
                }
            }
            if (!before.isEmpty()) {
                yaml.append("    deps: ").append(String.join(",", before)).append('\n');
            }
        }
        String name = "chaos" + number;
        steps.put(name, marks);
        cli.write(name + ".yaml", yaml.toString());
        return name + ".yaml";
    }

    /** Lets the process work for a while, sometimes halts it, kills it; whether it had ended by itself. */
    private boolean disturb(Process process) throws Exception {
        if (random.nextBoolean()) {
            Conditions.await(() -> !cli.read("out.txt").isEmpty() || !process.isAlive());
        }
        boolean ended = process.waitFor(5 + random.nextInt(496), TimeUnit.MILLISECONDS);
        if (!ended && random.nextInt(4) == 0) {
            signal(process, "STOP");
            ended = process.waitFor(50 + random.nextInt(200), TimeUnit.MILLISECONDS);
            signal(process, "CONT");
            ended |= process.waitFor(random.nextInt(100), TimeUnit.MILLISECONDS);
        }
        if (!ended) {
            process.destroyForcibly();
            process.waitFor();
        }
        return ended;
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private void assertThatNothingWasLostOrDoubled() throws IOException {
        Map<String, Long> marks = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("effects"))) {
            for (Path file : (Iterable<Path>) files::iterator) {
                marks.put(
                        file.getFileName().toString(),
                        Files.readString(file).lines().count());
            }
        }
        Map<String, Long> expected = new TreeMap<>();
        for (String line :
                cli.run("runs", "list", "-n", "1000").out().lines().skip(1).toList()) {
            String[] words = line.split(" +", -1);
            assertThat(words[2]).as("seed %d: %s", SEED, line).isEqualTo("succeeded");
            for (String mark : steps.getOrDefault(words[1], List.of())) {
                expected.put(words[0] + "." + mark, 1L);
            }
        }
        assertThat(marks).as("lines that each step wrote, seed %d", SEED).isEqualTo(expected);
        assertThat(marks).as("seed %d", SEED).isNotEmpty();
    }
}
