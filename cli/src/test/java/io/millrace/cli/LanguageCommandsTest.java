package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands that tell about the language and run nothing: graph, explain, schema. */
class LanguageCommandsTest {
    private static final String PAIR = """
            name: pair
            entry_points:
              first: {command: echo 1}
              second: {command: echo 2, deps: first}
            """;

    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
    }

    static Stream<Arguments> notations() {
        return Stream.of(
                Arguments.of("mermaid", "flowchart TD\n  n1[\"first\"]\n  n2[\"second\"]\n  n1 --> n2\n"),
                Arguments.of("dot", "digraph \"pair\" {"),
                Arguments.of("svg", "<svg "));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("notations")
    void aGraphIsDrawn(String notation, String expected) {
        cli.write("pipeline.yaml", PAIR);
        Cli.Result result = cli.run("graph", "pipeline.yaml", "-o", notation);
        assertThat(result.err()).isEmpty();
        assertThat(result.code()).isZero();
        assertThat(result.out()).contains(expected).contains("second");
    }

    @Test
    void aParameterReachesTheGraph() {
        cli.write("pipeline.yaml", PAIR);
        assertThat(cli.run("graph", "pipeline.yaml", "--disabled", "second").out())
                .contains("n2[\"second<br/>disabled\"]");
    }

    @Test
    void anInvalidFileIsNotDrawn() {
        cli.write("pipeline.yaml", PAIR.replace("deps", "dep"));
        Cli.Result result = cli.run("graph", "pipeline.yaml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("pipeline.yaml:4:29: error MR1101", "did you mean 'deps'")
                .doesNotContain("internal error");
    }

    @Test
    void aMissingFileIsNotDrawn() {
        Cli.Result result = cli.run("graph", "nowhere.yaml");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("nowhere.yaml does not exist");
    }

    @Test
    void aCodeIsExplained() {
        Cli.Result result = cli.run("explain", "mr2103");
        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("MR2103: ").contains("Wrong:", "Right:");
        assertThat(cli.run("explain", "MR2103", "-o", "json").out()).contains("\"code\" : \"MR2103\"");
    }

    @Test
    void allCodesAreListed() {
        assertThat(cli.run("explain").out().lines())
                .hasSizeGreaterThan(60)
                .contains("MR1004  A tab where YAML wants spaces");
        assertThat(cli.run("explain", "-o", "json").out()).startsWith("[ {").contains("\"code\" : \"MR4003\"");
    }

    @Test
    void anUnknownCodeIsRefused() {
        Cli.Result result = cli.run("explain", "MR9999");
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("there is no problem MR9999", "millrace explain");
    }

    @Test
    void theSchemaIsPrinted() {
        Cli.Result result = cli.run("schema");
        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("{")
                .contains("https://json-schema.org/draft/2020-12/schema", "\"loop_argument\"");
    }
}
