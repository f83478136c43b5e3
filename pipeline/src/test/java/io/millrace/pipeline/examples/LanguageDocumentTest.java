package io.millrace.pipeline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.Repository;
import io.millrace.pipeline.grammar.Grammar;
import io.millrace.pipeline.grammar.Key;
import io.millrace.pipeline.grammar.KeyTable;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.Notation;
import io.millrace.pipeline.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The examples of the language's description. A block is a whole pipeline; marked {@code step} it holds keys of a step,
 * marked {@code top} keys of a pipeline; marked {@code wrong} and a code it must have exactly that error.
 */
final class LanguageDocumentTest {
    private static final String TEXT = Repository.text(Repository.root().resolve("docs/pipeline-language.md"));
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(yaml|json)([^\\n]*)\\n(.*?)^```$");
    private static final String STEP = "name: t\nfs_options: {main_fs: {name: ppl}}\nentry_points:\n  s:\n";

    /** A block, with the line that it begins on. */
    record Block(int line, String notation, String mark, String text) {
        @Override
        public String toString() {
            return "line " + line + mark;
        }
    }

    static List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(TEXT);
        while (matcher.find()) {
            int line = (int) TEXT.substring(0, matcher.start()).lines().count() + 1;
            blocks.add(new Block(line, matcher.group(1), matcher.group(2), matcher.group(3)));
        }
        return blocks;
    }

    private static Compiled compile(Block block) {
        String text = switch (block.mark()) {
            case " step" -> STEP + block.text().indent(4);
            case " top" -> "name: t\nentry_points: {s: {command: x, extra_fs: [{name: ppl}]}}\n" + block.text();
            default -> block.text();
        };
        Notation notation = block.notation().equals("json") ? Notation.JSON : Notation.YAML;
        return PipelineCompiler.compile(
                new SourceText(block.toString(), text), CompileRequest.PLAIN.withNotation(notation));
    }

    static List<Block> examples() {
        return blocks().stream()
                .filter(block -> !block.text().contains("yaml.schemas"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void anExampleIsWhatItSaysToBe(Block block) {
        Compiled compiled = compile(block);
        String seen = compiled.problems().stream().map(Problem::render).collect(Collectors.joining());
        if (block.mark().startsWith(" wrong ")) {
            assertThat(compiled.errors())
                    .as(seen)
                    .extracting(problem -> problem.code().id())
                    .containsExactly(block.mark().substring(" wrong ".length()));
        } else {
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void allOfItsExamplesAreFound() {
        assertThat(blocks()).hasSize((int)
                TEXT.lines().filter(line -> line.matches("```(yaml|json).*")).count());
        assertThat(examples()).hasSizeGreaterThan(25);
    }

    static Stream<String> keys() {
        return Grammar.tables().stream()
                .map(KeyTable::keys)
                .flatMap(List::stream)
                .map(Key::name)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyIsDescribed(String key) {
        String camel = Grammar.tables().stream()
                .flatMap(table -> table.keys().stream())
                .filter(each -> each.name().equals(key))
                .map(Key::jsonName)
                .findFirst()
                .orElseThrow();
        assertThat(TEXT).containsPattern("[`{ .]" + key + "[`:]|`" + camel + "`");
    }
}
