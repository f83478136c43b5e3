package io.millrace.pipeline.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Limits;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are hardly pipelines: the message that a person sees. */
final class BadTextTest {
    private static final String STEP = "entry_points: {s: {command: x}}\n";

    private static String report(String text, CompileRequest request) {
        Compiled compiled = PipelineCompiler.compile(new SourceText("p.yaml", text), request);
        assertThat(compiled.plan()).isEmpty();
        return compiled.problems().stream().map(Problem::render).collect(Collectors.joining());
    }

    private static String report(String text) {
        return report(text, CompileRequest.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "# only a comment\n", "---\n", "null\n", "\uFEFF"})
    void empty(String text) {
        assertThat(report(text)).startsWith("p.yaml:1:1: error MR1002: the text is empty");
    }

    @Test
    void tenMegabytes() {
        assertThat(report("name: t\n" + "# padding padding padding padding\n".repeat(300_000)))
                .isEqualTo("""
                        p.yaml:1:1: error MR1001: the text has 10,200,008 characters; the limit is 4,194,304 (setting pipeline.max_size)
                           1 | name: t
                             | ^
                        """);
    }

    @Test
    void notAMap() {
        assertThat(report("- a\n- b\n")).contains("MR1011", "not a list");
        assertThat(report("just words\n")).contains("MR1011", "not a single value");
    }

    @Test
    void nestedTenThousandTimes() {
        assertThat(report("name: " + "[".repeat(10_000)))
                .contains("p.yaml:1:106: error MR1007", "more than 100 levels");
        assertThat(report("a:\n"
                        + IntStream.range(1, 300)
                                .mapToObj(i -> " ".repeat(i) + "a:\n")
                                .collect(Collectors.joining())))
                .contains("MR1007", "pipeline.max_depth");
        assertThat(report("{\"name\": " + "[".repeat(10_000), CompileRequest.PLAIN.withNotation(Notation.JSON)))
                .contains("MR1013");
    }

    @Test
    void aliasesThatMultiply() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a%d: &a%d [%s]%n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }
        assertThat(report(bomb.toString())).contains("MR1009", "more than 1,000,000 values", "pipeline.max_values");
    }

    @Test
    void aliasesThatGoWrong() {
        assertThat(report("name: *x\n" + STEP)).contains("MR1008", "no anchor '&x'");
        assertThat(report("name: &x [*x]\n" + STEP)).contains("MR1008", "inside its own anchor");
        assertThat(report("<<: 5\nname: t\n" + STEP)).contains("MR1008", "'<<' takes a map");
    }

    @Test
    void tabs() {
        assertThat(report("name: t\nentry_points:\n\ts:\n\t\tcommand: x\n")).isEqualTo("""
                        p.yaml:3:1: error MR1004: the line is indented with a tab; YAML allows spaces only
                           3 |  s:
                             | ^
                          fix: replace the tabs at the start of lines by spaces
                        """);
    }

    @Test
    void duplicateKeysAreAllReported() {
        String seen = report("name: t\nname: u\nentry_points: {s: {command: x, command: y}, s: {command: z}}\n");
        assertThat(seen).contains("p.yaml:2:1: error MR1005", "p.yaml:3:32: error MR1005", "p.yaml:3:45: error MR1005");
    }

    @Test
    void controlCharacters() {
        assertThat(report("name: t\n" + STEP + "# \u0007\n")).contains("p.yaml:3:3: error MR1015", "U+0007");
        assertThat(report("\u0000\u0001\u0002binary")).contains("MR1015");
    }

    @Test
    void tags() {
        assertThat(report("name: !!python/object x\n" + STEP)).contains("MR1010", "'!!python/object'");
        assertThat(report("name: t\nentry_points: !mine {s: {command: x}}\n")).contains("MR1010", "'!mine'");
        assertThat(report("name: !!int abc\n" + STEP)).contains("MR1010");
    }

    @Test
    void coreTagsAreUnderstood() {
        Compiled compiled = PipelineCompiler.compile(
                new SourceText(
                        "p.yaml",
                        "name: !!str t\nparallelism: !!int '3'\nentry_points: !!map {s: {command: !!str 5}}\n"),
                CompileRequest.PLAIN);
        assertThat(compiled.problems()).isEmpty();
    }

    @Test
    void wideCharactersKeepTheCaretInPlace() {
        assertThat(report("name: t\nentry_points: {步骤: {command: x}}\n"))
                .contains("   2 | entry_points: {步骤: {command: x}}\n     |                ^^^^\n");
    }

    @Test
    void longLinesAreCut() {
        String seen = report("name: t\nentry_points: {s: {command: '" + "x".repeat(5_000) + "', foo: 1, env: {}}}\n");
        assertThat(seen.lines()).allMatch(line -> line.length() < 300);
        assertThat(seen).contains("p.yaml:2:5033: error MR1101", "foo: 1").contains("^^^");
    }

    @Test
    void manyProblemsAreCut() {
        String many = IntStream.range(0, 5_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining());
        Compiled compiled = PipelineCompiler.compile(new SourceText("p.yaml", many), CompileRequest.PLAIN);
        assertThat(compiled.problems()).hasSize(500);
    }

    @Test
    void limitsAreSettings() {
        CompileRequest small = CompileRequest.PLAIN.withLimits(new Limits(50, 3, 5, 1, 1));
        assertThat(report("name: t\nentry_points: {s: {command: x}}\n", small))
                .contains("MR1009", "more than 5 values");
    }

    @Test
    void aRaisedLimitHolds() {
        String loop = "name: t\nentry_points: {s: {command: x, loop_argument: '[" + "1,".repeat(150_000) + "1]'}}\n";
        assertThat(report(loop)).contains("MR4002", Limits.LOOP_LENGTH_SETTING, "MR4001", Limits.NODES_SETTING);
        Limits more = Limits.DEFAULT.with(Limits.LOOP_LENGTH_SETTING, 200_000).with(Limits.NODES_SETTING, 200_000);
        Compiled compiled =
                PipelineCompiler.compile(new SourceText("p.yaml", loop), CompileRequest.PLAIN.withLimits(more));
        assertThat(compiled.plan()).isPresent();
    }

    @Test
    void jsonSaysWhereItBreaks() {
        CompileRequest json = CompileRequest.PLAIN.withNotation(Notation.JSON);
        assertThat(report("{\"name\": \"t\",\n \"entry_points\": }", json)).contains("p.yaml:2:18: error MR1013");
        assertThat(report("", json)).contains("MR1002");
        assertThat(report("{} {}", json)).contains("MR1013", "more text");
        assertThat(report("[1]", json)).contains("MR1011");
    }
}
