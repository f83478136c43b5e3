package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs the examples of the language and compares what their steps print with what is checked in beside them. */
class LanguageExamplesIT {
    private static final Path EXAMPLES =
            Path.of("..", "examples", "language").toAbsolutePath().normalize();

    /** Set it to write what the steps print instead of comparing it. */
    private static final boolean WRITE = Boolean.getBoolean("millrace.write");

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "basic, 0",
        "artifact, 0",
        "queue, 0",
        "cache, 0",
        "failure, 1",
        "dag, 0",
        "components, 0",
        "loop, 0",
        "condition, 0",
        "retry, 0"
    })
    void printsWhatIsCheckedIn(String name, int code) throws IOException {
        Cli cli = new Cli(folder);
        Files.copy(EXAMPLES.resolve(name + ".yaml"), folder.resolve(name + ".yaml"));
        Cli.Result run = cli.run("run", name + ".yaml");
        assertThat(run.code()).as(run.out() + run.err()).isEqualTo(code);
        String printed = cli.run("logs", "run-000001").out();
        Path expected = EXAMPLES.resolve("outputs").resolve(name + ".txt");
        if (WRITE) {
            Files.createDirectories(EXAMPLES.resolve("outputs"));
            Files.writeString(expected, printed);
        }
        assertThat(sorted(printed))
                .as("run the test with -Dmillrace.write=true to write %s anew", expected)
                .isEqualTo(sorted(Files.readString(expected)));
    }

    /** Steps that do not wait for each other may print in any order. */
    private static List<String> sorted(String printed) {
        return printed.lines().sorted().toList();
    }
}
