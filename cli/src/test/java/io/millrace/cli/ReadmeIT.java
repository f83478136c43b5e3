package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs every {@code ./millrace} command that a document shows, in order and in a fresh home, and compares what it prints
 * with what the document says it prints. Times, durations and process numbers may differ.
 */
class ReadmeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final String PROMPT = "$ ./millrace ";

    @TempDir
    Path folder = Path.of("");

    private record Example(String command, String output) {}

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "README.zh-CN.md"})
    void whatADocumentShowsIsWhatHappens(String document) throws IOException {
        Assumptions.assumeTrue(hasPython(), "python3 is not installed: the penguins cannot be trained");
        copy(ROOT.resolve("examples"), folder.resolve("examples"));
        Cli cli = new Cli(folder);
        List<Example> examples = examples(Files.readAllLines(ROOT.resolve(document)));
        assertThat(examples).isNotEmpty();
        for (Example example : examples) {
            Cli.Result result = cli.run(example.command().split(" +", -1));
            assertThat(normal(result.out() + result.err()))
                    .as("./millrace " + example.command())
                    .isEqualTo(normal(example.output()));
        }
    }

    @Test
    void bothLanguagesShowTheSame() throws IOException {
        List<String> english = Files.readAllLines(ROOT.resolve("README.md"));
        List<String> chinese = Files.readAllLines(ROOT.resolve("README.zh-CN.md"));
        assertThat(examples(chinese)).isEqualTo(examples(english));
        assertThat(links(chinese)).isEqualTo(links(english));
        assertThat(links(english)).isNotEmpty().allMatch(link -> Files.exists(ROOT.resolve(link)));
        assertThat(count(chinese, "#")).isEqualTo(count(english, "#"));
    }

    /** Where the lines of the table lead to. */
    private static List<String> links(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("| ["))
                .map(line -> line.replaceAll("^[^(]*\\(([^)]*)\\).*$", "$1"))
                .toList();
    }

    private static long count(List<String> lines, String begin) {
        return lines.stream().filter(line -> line.startsWith(begin)).count();
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Example> examples(List<String> lines) {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                inside = line.equals("```console");
            } else if (inside && line.startsWith(PROMPT)) {
                examples.add(new Example(line.substring(PROMPT.length()), ""));
            } else if (inside) {
                Example last = examples.removeLast();
                examples.add(new Example(last.command(), last.output() + line + "\n"));
            }
        }
        return examples;
    }

    private static String normal(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "DATE")
                .replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME")
                .replaceAll(" +\\b\\d+m\\d\\ds| +\\b\\d+(\\.\\d+)?s\\b", " DURATION")
                // the width of a column depends on the longest duration in it
                .replaceAll(" {2,}", "  ")
                // a short step may be over before it is seen to run
                .replaceAll("(?m)^TIME  \\S+  running\n", "")
                .strip();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(path -> !path.toString().contains(".pipeline")).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }
}
