package io.millrace.pipeline.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.pipeline.Compiled;
import io.millrace.pipeline.PipelineCompiler;
import io.millrace.pipeline.Repository;
import io.millrace.pipeline.graph.GraphFormat;
import io.millrace.pipeline.problem.Problem;
import io.millrace.pipeline.request.CompileRequest;
import io.millrace.pipeline.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the language are valid, and expand to the graphs that are checked in beside them. */
final class ExampleGraphsTest {
    private static final Path FOLDER = Repository.root().resolve("examples/language");

    static List<String> examples() throws IOException {
        return names(FOLDER, ".yaml");
    }

    private static List<String> names(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith(ending))
                    .map(name -> name.substring(0, name.length() - ending.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void expandsToItsGraph(String name) {
        SourceText source = new SourceText(name + ".yaml", Repository.text(FOLDER.resolve(name + ".yaml")));
        Compiled compiled = PipelineCompiler.compile(source, CompileRequest.embedded("default"));
        assertThat(compiled.problems().stream().map(Problem::render).collect(Collectors.joining()))
                .isEmpty();
        String made = GraphFormat.MERMAID.draw(compiled.plan().orElseThrow());
        assertThat(Repository.text(FOLDER.resolve("graphs/" + name + ".mmd"), made))
                .as("run the test with -Dmillrace.write=true to write the graph anew")
                .isEqualTo(made);
    }

    @Test
    void everyGraphHasItsExampleAndTheReadmeNamesAll() throws IOException {
        assertThat(names(FOLDER.resolve("graphs"), ".mmd")).isEqualTo(examples());
        assertThat(Repository.text(FOLDER.resolve("README.md")))
                .contains(examples().stream().map(name -> "(" + name + ".yaml)").toList());
    }
}
