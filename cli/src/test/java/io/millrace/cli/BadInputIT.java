package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is handed to {@code millrace run}: exit code 2, a message that helps, no stack trace, no run. */
class BadInputIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    static Stream<Arguments> texts() {
        String step = "name: t\nentry_points:\n  s:\n    command: echo\n";
        return Stream.of(
                Arguments.argumentSet("not YAML", "name: [", "pipeline.yaml:1"),
                Arguments.argumentSet("empty", "", "empty"),
                Arguments.argumentSet("10 MB", "# " + "x".repeat(10_000_000), "limit is 4,194,304"),
                Arguments.argumentSet("alias bomb", aliasBomb(), "alias"),
                Arguments.argumentSet("nesting of 10,000", "a: " + "[".repeat(10_000), "nest"),
                Arguments.argumentSet("duplicate key", step + "  s:\n    command: x\n", "pipeline.yaml:5:3"),
                Arguments.argumentSet("tab", "name: t\nentry_points:\n\ts:\n", "tab"),
                Arguments.argumentSet("unknown key", step + "    dep: x\n", "did you mean 'deps'"),
                Arguments.argumentSet("wrong type", step + "    deps: [a]\n", "pipeline.yaml:5:11"),
                Arguments.argumentSet("unquoted template", step + "    env: {A: {{p}}}\n", "quote"),
                Arguments.argumentSet(
                        "cycle", "name: t\nentry_points:\n  a: {deps: b}\n  b: {deps: a}\n", "wait for each other"),
                Arguments.argumentSet("missing dep", step + "    deps: prepare\n", "prepare"));
    }

    private static String aliasBomb() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9) + "x"));
        }
        return bomb.toString();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void aBadTextIsRefusedWithItsPlace(String text, String expected) {
        cli.write("pipeline.yaml", text);
        assertRefused(cli.run("run", "pipeline.yaml"), expected);
    }

    private void assertRefused(Cli.Result result, String expected) {
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .containsIgnoringCase(expected)
                .doesNotContain("Exception")
                .doesNotContain("\tat ");
        assertThat(cli.run("runs", "list").out()).contains("no runs");
    }

    @Test
    void aMissingFile() {
        assertRefused(cli.run("run", "nowhere.yaml"), "nowhere.yaml does not exist");
    }

    @Test
    void aFolder() throws IOException {
        Files.createDirectory(folder.resolve("examples"));
        assertRefused(cli.run("run", "examples"), "examples is a folder");
    }

    @Test
    void anUnknownParameter() {
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: x, parameters: {epochs: 1}}}}");
        assertRefused(cli.run("run", "pipeline.yaml", "-p", "epoch=3"), "epochs");
    }

    @Test
    void anUnknownOption() {
        assertRefused(cli.run("run", "pipeline.yaml", "--parm", "x"), "--param");
    }

    @Test
    void aHomeThatIsAFile() {
        cli.write("home", "");
        cli.write("pipeline.yaml", "{name: t, entry_points: {s: {command: x}}}");
        Cli.Result result = cli.run("run", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("home is a file", "--home").doesNotContain("\tat ");
    }

    @Test
    void aHomeThatAnotherProcessOwns() throws Exception {
        cli.write(
                "pipeline.yaml",
                "{name: t, entry_points: {s: {command: 'touch started; while ! test -e go; do sleep 0.05; done'}}}");
        Process first = cli.start(java.util.List.of(), "run", "pipeline.yaml");
        try {
            Conditions.await(() -> Files.exists(folder.resolve("started")));
            Cli.Result second = cli.run("run", "pipeline.yaml");
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err()).contains(Long.toString(first.pid())).contains("--home");
            assertThat(cli.run("runs", "list").out()).contains("running");
        } finally {
            cli.write("go", "");
        }
        assertThat(Cli.await(first)).isZero();
    }
}
