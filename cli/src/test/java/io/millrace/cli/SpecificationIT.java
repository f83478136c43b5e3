package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays the whole life of a project with a client that was written from the specification of the API alone: Python's
 * standard library, and nothing of Millrace. Both generations of the API are played, each at its port.
 */
class SpecificationIT {
    private static final Path CLIENT = Path.of("src/test/python").toAbsolutePath();

    @TempDir
    Path folder = Path.of("");

    @Test
    void aClientWrittenFromTheSpecificationLivesAWholeProject() throws IOException, InterruptedException {
        Assumptions.assumeTrue(hasPython(), "python3 is not installed: the client cannot be tried");
        Cli cli = new Cli(folder);
        Path storage = Files.createDirectory(folder.resolve("storage"));
        try (ServerProcess server = new ServerProcess(cli, "--compat-port", "0")) {
            ProcessBuilder builder = new ProcessBuilder("python3", "-m", "unittest", "discover", "-v")
                    .directory(CLIENT.toFile())
                    .redirectErrorStream(true);
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            builder.environment().put("MILLRACE_TEST_ENDPOINT", server.endpoint());
            builder.environment().put("MILLRACE_TEST_COMPAT", server.compatEndpoint());
            builder.environment().put("MILLRACE_TEST_PASSWORD", server.rootPassword());
            builder.environment().put("MILLRACE_TEST_STORAGE", storage.toString());
            Process client = builder.start();
            String shown = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(client.waitFor()).as(shown).isZero();
            assertThat(shown).containsPattern("Ran 2\\d tests").doesNotContain("skipped");
        }
    }

    private static boolean hasPython() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
