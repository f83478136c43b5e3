package io.millrace.cli;

import io.millrace.cli.view.Style;
import io.millrace.cli.view.TerminalSize;
import io.millrace.store.home.Home;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the program finds around it.
 *
 * @param env environment variables
 * @param folder the current folder
 * @param userHome home folder of the user
 * @param userName name of the user, for runs that this machine starts for itself
 * @param terminal whether standard output is a terminal
 * @param size room on it
 * @param interruption tells when somebody wants the process to end
 */
public record Context(
        Map<String, String> env,
        Path folder,
        Path userHome,
        String userName,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        TerminalSize size,
        Interruption interruption) {

    /** The real one. The launcher tells about the terminal, which Java 21 cannot ask for. */
    static Context ofProcess() {
        Map<String, String> env = System.getenv();
        return new Context(
                env,
                Path.of("").toAbsolutePath(),
                userHome(env),
                System.getProperty("user.name"),
                Output.writer(System.out),
                Output.writer(System.err),
                "1".equals(env.get("MILLRACE_TERMINAL")),
                TerminalSize.parse(env.getOrDefault("MILLRACE_TERMINAL_SIZE", "")),
                new Interruption());
    }

    /** What a shell calls {@code ~}: Java looks into the list of users only. */
    private static Path userHome(Map<String, String> env) {
        String home = env.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home).toAbsolutePath();
    }

    /** Room on a line; what goes to a file or a pipe is never cut. */
    int columns() {
        return terminal ? size.columns() : Integer.MAX_VALUE;
    }

    Style style() {
        return Style.of(terminal, env.getOrDefault("NO_COLOR", ""));
    }

    /** The data folder: {@code --home}, else {@code $MILLRACE_HOME}, else {@code ~/.millrace}. */
    Home home(String option) {
        return Home.resolve(
                option.isEmpty() ? Optional.empty() : Optional.of(folder.resolve(option)),
                Optional.ofNullable(env.get("MILLRACE_HOME"))
                        .map(text ->
                                text.isEmpty() ? text : folder.resolve(text).toString()),
                userHome);
    }
}
