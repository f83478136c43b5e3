package io.millrace.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;

/** Runs commands that Java has no call for. */
final class Shell {
    private Shell() {}

    static void run(String command) throws IOException {
        Process process = new ProcessBuilder(List.of("sh", "-c", command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(process.onExit().join().exitValue()).as(command).isZero();
    }
}
