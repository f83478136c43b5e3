package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples run twice with the cache and once without: what their steps make is the same, whoever made it. */
class DoubleRunIT {
    private static final Path EXAMPLES =
            Path.of("..", "examples").toAbsolutePath().normalize();
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Artifacts that are different each time a step really runs: the date. */
    private static final Set<String> CHANGING = Set.of("collect.stamp");

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    /** Those that need no server and no mount paths of their own. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "hello/pipeline.yaml, 0",
        "penguins/pipeline.yaml, 0",
        "language/artifact.yaml, 0",
        "language/basic.yaml, 0",
        "language/cache.yaml, 0",
        "language/components.yaml, 0",
        "language/condition.yaml, 0",
        "language/dag.yaml, 0",
        "language/failure.yaml, 1",
        "language/loop.yaml, 0",
        "language/queue.yaml, 0",
        "language/retry.yaml, 0",
    })
    void theCacheChangesNothingThatStepsMake(String example, int code) throws IOException {
        cli = new Cli(folder);
        Path source = EXAMPLES.resolve(example);
        copy(source.resolveSibling(""));
        cli.write("rules.txt", "watched by cache.yaml\n");
        String name = example.substring(example.indexOf('/') + 1);
        String text = Files.readString(source);
        cli.write(name, cached(text, true));
        Map<String, String> first = run(name, code, "run-000001");
        Map<String, String> second = run(name, code, "run-000002");
        assertThat(second).isEqualTo(first);
        if (code == 0 && !first.isEmpty()) {
            assertThat(cli.run("runs", "show", "run-000002").out()).contains("reused from run-000001");
        }
        cli.write(name, cached(text, false));
        Map<String, String> third = run(name, code, "run-000003");
        assertThat(cli.run("runs", "show", "run-000003").out()).doesNotContain("reused from");
        first.keySet().removeAll(CHANGING);
        third.keySet().removeAll(CHANGING);
        assertThat(third).isEqualTo(first);
    }

    private void copy(Path example) throws IOException {
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    /** The pipeline with its own rules for the cache, which is on or off for all steps. */
    private static String cached(String pipeline, boolean on) {
        String text = pipeline.contains("\ncache:") ? pipeline : pipeline + "\ncache:\n  enable: true\n";
        return on ? text : text.replaceAll("enable: *true", "enable: false");
    }

    /** Digests of what a run made or took over, by step and name. */
    private Map<String, String> run(String file, int code, String run) throws IOException {
        Cli.Result result = cli.run("run", file);
        assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
        Map<String, String> digests = new TreeMap<>();
        for (JsonNode artifact : JSON.readTree(cli.run("artifacts", "list", "--run", run, "-n", "1000", "-o", "json")
                .out())) {
            if (artifact.path("type").asText().equals("output")) {
                digests.put(
                        artifact.path("step").asText() + "."
                                + artifact.path("name").asText(),
                        artifact.path("digest").asText());
            }
        }
        return digests;
    }
}
