package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the tests, the example and the reference of the Python client, against a server of their own. */
class PythonSdkIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path CLIENT = ROOT.resolve("clients/python");

    @TempDir
    Path folder = Path.of("");

    @BeforeAll
    static void requirePython() throws InterruptedException {
        Assumptions.assumeTrue(hasPython(), "python3 is not installed: the Python client cannot be tried");
    }

    @Test
    void theTestsOfTheClientPass() throws IOException, InterruptedException {
        Cli cli = new Cli(folder);
        Path storage = Files.createDirectory(folder.resolve("storage"));
        try (ServerProcess server = new ServerProcess(cli)) {
            String shown = python(
                    Map.of(
                            "MILLRACE_TEST_ENDPOINT", server.endpoint(),
                            "MILLRACE_TEST_PASSWORD", server.rootPassword(),
                            "MILLRACE_TEST_STORAGE", storage.toString()),
                    "-m",
                    "unittest",
                    "discover",
                    "-s",
                    CLIENT.resolve("tests").toString());
            assertThat(shown).containsPattern("Ran [5-9]\\d tests").doesNotContain("names no server");
        }
    }

    @Test
    void theExampleReusesItsResults() throws IOException, InterruptedException {
        try (ServerProcess server = new ServerProcess(new Cli(folder))) {
            String shown = python(
                    Map.of("MILLRACE_SERVER", server.endpoint(), "MILLRACE_PASSWORD", server.rootPassword()),
                    ROOT.resolve("examples/python-sdk/words.py").toString(),
                    folder.resolve("words").toString());
            assertThat(shown)
                    .contains("count | 12 words of at least 4 letters", "run-000001 many succeeded ran")
                    .contains("run-000002 count succeeded reused");
        }
    }

    @Test
    void theReferenceIsMadeWithoutComplaint() throws IOException, InterruptedException {
        Path reference = Files.createDirectories(Path.of("target/python-reference"));
        List<String> modules = modules();
        String shown = python(
                reference,
                Map.of(),
                Stream.concat(Stream.of("-m", "pydoc", "-w"), modules.stream()).toArray(String[]::new));
        assertThat(shown.lines()).hasSize(modules.size()).allMatch(line -> line.startsWith("wrote millrace"));
    }

    private static List<String> modules() throws IOException {
        Path source = CLIENT.resolve("src");
        try (Stream<Path> files = Files.walk(source)) {
            return files.filter(file -> file.toString().endsWith(".py"))
                    .map(file -> source.relativize(file)
                            .toString()
                            .replace(".py", "")
                            .replace('/', '.'))
                    .map(name -> name.replace(".__init__", ""))
                    .sorted()
                    .toList();
        }
    }

    private String python(Map<String, String> env, String... args) throws IOException, InterruptedException {
        return python(folder, env, args);
    }

    /** What Python prints; it must end well. */
    private String python(Path where, Map<String, String> env, String... args)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(Stream.of("python3"), Arrays.stream(args)).toList())
                .directory(where.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(env);
        builder.environment().put("PYTHONPATH", CLIENT.resolve("src").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        return shown;
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
