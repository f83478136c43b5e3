package io.millrace.executor.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The program that makes sandboxes, found and tried when it is first needed. */
final class Bubblewrap {
    private static final long PATIENCE_SECONDS = 10;

    private final String program;

    @Nullable
    private Found found;

    private record Found(List<String> command, Optional<String> missing) {}

    Bubblewrap(String program) {
        this.program = program;
    }

    /** Why it cannot be used, with the remedy; empty: it works. */
    Optional<String> missing() {
        return found().missing();
    }

    /** The absolute path of the program, and the argument that it always needs, if any. */
    List<String> command() {
        return found().command();
    }

    private synchronized Found found() {
        if (found == null) {
            found = find();
        }
        return found;
    }

    private Found find() {
        Optional<Path> path = locate();
        if (path.isEmpty()) {
            return new Found(List.of(), Optional.of(install()));
        }
        List<String> command = List.of(path.get().toString());
        Optional<String> failure = attempt(command);
        return new Found(command, failure.map(Bubblewrap::forbidden));
    }

    private Optional<Path> locate() {
        if (program.contains("/")) {
            return Optional.of(Path.of(program).toAbsolutePath()).filter(Files::isExecutable);
        }
        String path = System.getenv("PATH");
        return Pattern.compile(":")
                .splitAsStream(path == null ? "/usr/bin:/bin" : path)
                .map(folder -> Path.of(folder, program).toAbsolutePath())
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private String install() {
        return "bubblewrap is missing ('%s' cannot be found): install the package 'bubblewrap'".formatted(program);
    }

    private static String forbidden(String failure) {
        return ("bubblewrap cannot make one here (%s): user namespaces must be allowed (sysctl user.max_user_namespaces,"
                        + " kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns), and inside"
                        + " a container the container has to allow them")
                .formatted(failure);
    }

    /** What went wrong with a sandbox like that of a step; empty: nothing. */
    private static Optional<String> attempt(List<String> command) {
        List<String> trial = new ArrayList<>(command);
        trial.addAll(List.of("--unshare-pid", "--dev-bind", "/", "/", "--proc", "/proc", "--", "/bin/sh", "-c", ":"));
        try {
            Process process =
                    new ProcessBuilder(trial).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.of("it did not end within " + PATIENCE_SECONDS + " s");
            }
            String said = new String(process.getInputStream().readNBytes(1000), StandardCharsets.UTF_8).strip();
            return process.exitValue() == 0 ? Optional.empty() : Optional.of(said);
        } catch (IOException e) {
            return Optional.of(RefusedException.words(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        }
    }
}
