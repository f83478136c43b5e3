package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.cli.CacheTraps.End;
import io.millrace.cli.CacheTraps.Trap;
import io.millrace.pipeline.plan.CacheStrategy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Traps for caches, on the real file system, through the program as users run it. A pipeline has a step for each trap:
 * it runs, all traps are sprung, the plan is asked, and it runs again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheTrapsIT {
    private static final List<Trap> TRAPS = CacheTraps.all();

    @TempDir
    static Path folder = Path.of("");

    private final Map<CacheStrategy, Outcome> outcomes = new EnumMap<>(CacheStrategy.class);

    /** What the program said. */
    private record Outcome(Cli cli, String plan, String run) {}

    static Stream<Arguments> traps() {
        List<Arguments> all = new ArrayList<>();
        for (CacheStrategy strategy : CacheStrategy.values()) {
            for (int i = 0; i < TRAPS.size(); i++) {
                all.add(Arguments.of(strategy, TRAPS.get(i).name(), i));
            }
        }
        return all.stream();
    }

    @BeforeAll
    void springAllTraps() throws IOException {
        for (CacheStrategy strategy : CacheStrategy.values()) {
            Cli cli = new Cli(Files.createDirectory(folder.resolve(strategy.word())));
            outcomes.put(strategy, played(cli, strategy));
        }
    }

    private static Outcome played(Cli cli, CacheStrategy strategy) throws IOException {
        for (int i = 0; i < TRAPS.size(); i++) {
            CacheTraps.plant(tree(cli, i));
        }
        cli.write("pipeline.yaml", pipeline(false));
        String setting = "--cache-strategy=" + strategy.word();
        Cli.Result first = cli.run("run", "pipeline.yaml", setting);
        assertThat(first.code()).as(first.out() + first.err()).isZero();
        for (int i = 0; i < TRAPS.size(); i++) {
            Trap trap = TRAPS.get(i);
            trap.action().on(trap.onOutput() ? output(cli, trap.step(i)) : tree(cli, i));
        }
        cli.write("pipeline.yaml", pipeline(true));
        String plan = cli.run("plan", "pipeline.yaml", setting).out();
        Cli.Result second = cli.run("run", "pipeline.yaml", setting);
        assertThat(second.code()).as(second.out() + second.err()).isZero();
        return new Outcome(cli, plan, cli.run("runs", "show", "run-000002").out());
    }

    private static Path tree(Cli cli, int trap) {
        return cli.folder().resolve("t" + trap).resolve("tree");
    }

    private static Path output(Cli cli, String step) throws IOException {
        try (Stream<Path> folders = Files.list(cli.folder().resolve(".pipeline/run-000001/traps"))) {
            return folders.filter(path -> path.getFileName().toString().startsWith(step + "-0-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("out");
        }
    }

    private static String pipeline(boolean after) {
        StringBuilder yaml = new StringBuilder("name: traps\nparallelism: 20\ncache: {enable: true}\nentry_points:\n");
        for (int i = 0; i < TRAPS.size(); i++) {
            Trap trap = TRAPS.get(i);
            String keys = after ? trap.after() : trap.before();
            yaml.append("  ").append(trap.step(i)).append(":\n");
            yaml.append(keys.isEmpty() ? "" : "    " + keys + "\n");
            if (trap.onOutput()) {
                yaml.append("    artifacts: {output: [out]}\n    command: mkdir {{out}}; echo made > {{out}}/f\n");
            } else if (!keys.contains("command:")) {
                yaml.append("    command: 'true'\n");
            }
            yaml.append("    cache: {fs_scope: [{name: default, path: t%d/tree}]}\n".formatted(i));
        }
        return yaml.toString();
    }

    private static String line(String text, String step) {
        return text.lines()
                .filter(line -> line.contains(step + " "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(step + " is not in " + text));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("traps")
    void noFalseHitAndNoFalseMiss(CacheStrategy strategy, String name, int number) {
        Trap trap = TRAPS.get(number);
        Outcome outcome = Objects.requireNonNull(outcomes.get(strategy));
        String step = trap.step(number);
        End end = trap.end(strategy);
        if (end == End.UNREADABLE) {
            end = Files.isReadable(tree(outcome.cli(), number).resolve("b.txt")) ? End.HIT : end;
        }
        String explained =
                outcome.cli().run("cache", "explain", "run-000002", step).out();
        String run = line(outcome.run(), step);
        String plan = line(outcome.plan(), step);
        switch (end) {
            case HIT -> {
                assertThat(run).as(explained).contains("reused from run-000001 " + step);
                assertThat(plan).containsPattern(step + " +hit ");
            }
            case MISS -> {
                assertThat(run).doesNotContain("reused");
                assertThat(plan).containsPattern(step + " +miss ");
                assertThat(explained).contains(step + ": miss");
                if (strategy == CacheStrategy.CONTENT) {
                    assertThat(explained).contains(trap.told());
                }
            }
            case UNREADABLE -> {
                assertThat(plan).containsPattern(step + " +uncacheable ");
                assertThat(explained).contains("uncacheable").contains("no permission to read");
            }
        }
    }

    /** Of 100,000 files with {@code -Dmillrace.traps.files=100000}. */
    @Test
    void aTreeOfManyFiles() throws IOException {
        Cli cli = new Cli(Files.createDirectory(folder.resolve("big")));
        int folders = 100;
        int files = Integer.getInteger("millrace.traps.files", 10_000) / folders;
        FileTime then = FileTime.fromMillis(1_700_000_000_000L);
        for (int i = 0; i < folders; i++) {
            Path inner = Files.createDirectories(cli.folder().resolve("tree/d" + i));
            for (int k = 0; k < files; k++) {
                Files.writeString(inner.resolve("f" + k), i + "," + k);
            }
        }
        Path changed = cli.folder().resolve("tree/d77/f77");
        Files.setLastModifiedTime(changed, then);
        cli.write("pipeline.yaml", """
                name: big
                cache: {enable: true, fs_scope: [{name: default, path: tree}]}
                entry_points:
                  content: {command: 'true', cache: {strategy: content}}
                  conservative: {command: 'true', cache: {strategy: conservative}}
                """);
        assertThat(cli.run("run", "pipeline.yaml").code()).isZero();
        assertThat(cli.run("plan", "pipeline.yaml").out()).contains("2 of 2 steps reused");
        Files.writeString(changed, "77,78");
        Files.setLastModifiedTime(changed, then);
        assertThat(cli.run("run", "pipeline.yaml").out())
                .contains("conservative  succeeded: reused from run-000001 conservative")
                .containsPattern("content  succeeded after");
        assertThat(cli.run("cache", "explain", "run-000002", "content").out())
                .contains("d77/f77: a file of 5 bytes")
                .doesNotContain("d77/f76", "d77/f78");
    }
}
