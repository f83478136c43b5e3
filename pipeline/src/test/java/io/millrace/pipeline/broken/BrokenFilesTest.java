package io.millrace.pipeline.broken;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.Repository;
import io.millrace.pipeline.problem.Location;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with one mistake each, of the kinds that people make. The first line says what must be reported and where. */
final class BrokenFilesTest {
    private static final Pattern EXPECTATION =
            Pattern.compile("# (MR[0-9]{4}) at ([0-9]+):([0-9]+) \"(.*?)\" fix=(yes|no)\n.*", Pattern.DOTALL);

    static List<Path> files() throws IOException {
        Path folder = Repository.root().resolve("pipeline/src/test/resources/broken");
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted()
                    .map(Path::getFileName)
                    .map(name -> folder.resolve(Objects.requireNonNull(name)))
                    .toList();
        }
    }

    @Test
    void thereAreAtLeastForty() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("files")
    void theMistakeIsFoundWhereItIs(Path file) {
        SourceText source = new SourceText(String.valueOf(file.getFileName()), Repository.text(file));
        Matcher expected = EXPECTATION.matcher(source.text());
        assertThat(expected.matches()).as("first line of %s", file).isTrue();
        Compiled compiled = PipelineCompiler.compile(source, CompileRequest.PLAIN);
        assertThat(compiled.errors()).as(shown(compiled)).hasSize(1);
        Problem error = compiled.errors().getFirst();
        Location at = error.at().orElseThrow();
        assertThat(error.code().id()).as(error.render()).isEqualTo(expected.group(1));
        assertThat(at.line() + ":" + at.column())
                .as(error.render())
                .isEqualTo(expected.group(2) + ":" + expected.group(3));
        if (!expected.group(4).isEmpty()) {
            assertThat(source.slice(at.span())).as(error.render()).isEqualTo(expected.group(4));
        }
        boolean fixable = error.fix().filter(fix -> !fix.edits().isEmpty()).isPresent();
        assertThat(fixable).as(error.render()).isEqualTo(expected.group(5).equals("yes"));
        if (fixable) {
            SourceText fixed = source.with(error.fix().orElseThrow().edits());
            Compiled again = PipelineCompiler.compile(fixed, CompileRequest.PLAIN);
            assertThat(again.errors()).as(fixed.text() + shown(again)).isEmpty();
        }
    }

    private static String shown(Compiled compiled) {
        StringBuilder text = new StringBuilder();
        compiled.problems().forEach(problem -> text.append(problem.render()));
        return text.toString();
    }
}
