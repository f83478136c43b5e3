package io.millrace.pipeline.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.Repository;
import io.millrace.pipeline.condition.ConditionSyntaxException;
import io.millrace.pipeline.condition.ParsedCondition;
import io.millrace.pipeline.conformance.ConformanceTable;
import io.millrace.pipeline.plan.ConditionException;
import io.millrace.pipeline.plan.LoopItems;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import io.millrace.pipeline.template.TemplateText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the text is, the parsers end soon, use little memory and throw nothing. {@code -Dmillrace.documents=100000}
 * tries more texts.
 */
final class FuzzTest {
    private static final int INPUTS = Integer.getInteger("millrace.documents", 2_000);

    private static final List<String> YAML_WORDS = List.of(
            "name: t\n",
            "entry_points:\n",
            "  s:\n",
            "    command: x\n",
            "{",
            "}",
            "[",
            "]",
            ": ",
            "- ",
            "? ",
            "&a ",
            "*a",
            "!!str ",
            "!<x>",
            "|\n",
            ">-\n",
            "'",
            "\"",
            "\\",
            "#",
            "---\n",
            "...\n",
            "%YAML 1.2\n",
            "\t",
            "  ",
            "\n",
            "\r",
            "<<: ",
            "{{a}}",
            "~",
            "0x1",
            "1e9",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "\u0000",
            "\uFEFF",
            "\u2028",
            "\u0085",
            ",",
            "@");
    private static final List<String> CONDITION_WORDS = List.of(
            "(",
            ")",
            "==",
            "!=",
            "<",
            ">=",
            "&&",
            "||",
            "!",
            "-",
            "+",
            "*",
            "/",
            "%",
            "**",
            "=~",
            "!~",
            " in ",
            ",",
            "?",
            ":",
            "1",
            "0.5",
            "1.2.3",
            "9e9",
            "'a'",
            "\"b\"",
            "'",
            "\\",
            "true",
            "false",
            "word",
            "{{p}}",
            "{{a.b}}",
            "'{{p}}x'",
            "{{",
            "}}",
            " ",
            "\n",
            "é",
            "\uD83D",
            "=",
            "&",
            "(a+)+$",
            "'(a*)*b'",
            "'[a'",
            "'a{9999}'");
    private static final List<String> TEMPLATE_WORDS = List.of(
            "{{",
            "}}",
            "{",
            "}",
            "a",
            "a-b",
            ".",
            "PF_RUN_ID",
            "PF_PARENT.",
            " ",
            "\t",
            "\n",
            "x y",
            "é",
            "\uD83D",
            "{{p}}",
            "{{ node.p }}",
            "{{{p}}}");

    private static String random(RandomGenerator random, List<String> words) {
        int many = 1 + random.nextInt(random.nextInt(20) == 0 ? 400 : 12);
        return IntStream.range(0, many)
                .mapToObj(i -> words.get(random.nextInt(words.size())))
                .collect(Collectors.joining());
    }

    @Test
    void textsMadeOfPiecesOfYaml() {
        for (long seed = 0; seed < INPUTS; seed++) {
            compile(random(new SplittableRandom(seed), YAML_WORDS));
        }
    }

    @Test
    void filesThatWereSpoiled() throws IOException {
        List<String> files = new ArrayList<>();
        try (Stream<Path> broken = Files.list(Repository.root().resolve("pipeline/src/test/resources/broken"))) {
            broken.sorted().map(Repository::text).forEach(files::add);
        }
        ConformanceTable.rows().forEach(row -> files.add(row.yaml()));
        for (int seed = 0; seed < INPUTS; seed++) {
            compile(Mistakes.in(files.get(seed % files.size()), new SplittableRandom(seed)));
        }
    }

    @Test
    void conditions() {
        for (long seed = 0; seed < INPUTS; seed++) {
            String text = random(new SplittableRandom(seed), CONDITION_WORDS);
            Cost.bounded(text, () -> condition(text));
        }
    }

    private static void condition(String text) {
        try {
            ParsedCondition condition = ParsedCondition.parse(text);
            for (String value : List.of("", "1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", "' || true", "NaN", "{{p}}")) {
                decide(condition, value);
            }
        } catch (ConditionSyntaxException e) {
            assertThat(e.from()).isBetween(0, text.length());
            assertThat(e.to()).isBetween(e.from(), text.length());
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void decide(ParsedCondition condition, String value) {
        try {
            boolean first = condition.holds(name -> value);
            assertThat(condition.holds(name -> value)).isEqualTo(first);
        } catch (ConditionException e) {
            assertThat(e.getMessage()).isNotBlank();
        } catch (ArithmeticException e) {
            throw new AssertionError("arithmetic has no exceptions", e);
        }
    }

    @Test
    void templates() {
        for (long seed = 0; seed < INPUTS; seed++) {
            String text = random(new SplittableRandom(seed), TEMPLATE_WORDS);
            Cost.bounded(text, () -> {
                String again = TemplateText.parse(text).pieces().stream()
                        .map(piece -> switch (piece) {
                            case TemplateText.Fixed(String fixed) -> fixed;
                            case TemplateText.Reference reference -> reference.raw();
                        })
                        .collect(Collectors.joining());
                assertThat(again).isEqualTo(text);
            });
        }
    }

    @Test
    void loopsFromFiles() {
        List<String> words =
                List.of("[", "]", "{", "}", ",", ":", "1", "1e400", "-0", "\"a\"", "\"", "null", "true", " ", "é");
        for (long seed = 0; seed < INPUTS; seed++) {
            String text = "[" + random(new SplittableRandom(seed), words);
            Cost.bounded(text, () -> {
                try {
                    assertThat(LoopItems.ofJson(text)).doesNotContainNull();
                } catch (LoopItems.LoopException e) {
                    assertThat(e.getMessage()).isNotBlank();
                }
            });
        }
    }

    /** Texts that grow something: nesting, aliases, keys, problems. */
    static List<String> monsters() {
        String head = "name: t\nentry_points:\n  s: {command: x}\n";
        return List.of(
                "[".repeat(100_000),
                "{a: ".repeat(50_000),
                "- ".repeat(50_000),
                "? ".repeat(50_000),
                "!".repeat(50_000),
                "&a ".repeat(20_000),
                "'".repeat(100_001),
                "\"" + "\\x".repeat(50_000),
                "{{".repeat(50_000),
                "command: " + "{{a.".repeat(30_000),
                "k: " + "\n".repeat(100_000) + "v",
                head + "x: &a [" + "1, ".repeat(3_000) + "1]\n" + "y: [" + "*a, ".repeat(300) + "*a]\n",
                head.replace("x}", "'" + "{{p}} ".repeat(10_000) + "'}"),
                head.replace("x}", "x, deps: '" + "a,".repeat(20_000) + "'}"),
                head.replace("x}", "x, condition: '" + "(".repeat(3_900) + "'}"),
                head.replace("x}", "x, condition: '" + "!".repeat(3_900) + "'}"),
                head.replace("x}", "x, condition: '" + "1 + ".repeat(900) + "1'}"),
                head.replace("x}", "x, condition: '" + "a ? ".repeat(900) + "1'}"),
                head.replace("x}", "x, loop_argument: '" + "[".repeat(10_000) + "'}"),
                IntStream.range(0, 5_000).mapToObj(i -> "k" + i + ": 1\n").collect(Collectors.joining()),
                "same: 1\n".repeat(5_000),
                "name: t\nentry_points:\n"
                        + IntStream.range(0, 300)
                                .mapToObj(i -> "  s%d: {command: x, deps: s%d}\n".formatted(i, (i + 1) % 300))
                                .collect(Collectors.joining()));
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("monsters")
    void monstersAreJudgedSoon(String text) {
        compile(text);
    }

    private static void compile(String text) {
        for (Notation notation : Notation.values()) {
            SourceText source = new SourceText("p.yaml", text);
            Cost.bounded(text, () -> {
                Compiled compiled = PipelineCompiler.compile(source, CompileRequest.PLAIN.withNotation(notation));
                assertThat(compiled.plan().isEmpty())
                        .isEqualTo(!compiled.errors().isEmpty());
                for (Problem problem : compiled.problems()) {
                    assertThat(source.contains(problem.at().orElseThrow().span()))
                            .isTrue();
                    assertThat(problem.headline()).isNotBlank();
                }
            });
        }
    }
}
