package io.millrace.cli;

import io.millrace.cli.view.Style;
import io.millrace.cli.view.TerminalSize;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program finds around it.
 *
 * @param env environment variables
 * @param folder the current folder
 * @param userHome home folder of the user
 * @param userName name of the user, for runs that this machine starts for itself
 * @param terminal whether standard output is a terminal
 * @param size room on it
 */
public record Context(
        Map<String, String> env,
        Path folder,
        Path userHome,
        String userName,
        PrintWriter out,
        PrintWriter err,
        boolean terminal,
        TerminalSize size) {

    /** The real one. The launcher tells about the terminal, which Java 21 cannot ask for. */
    static Context ofProcess() {
        Map<String, String> env = System.getenv();
        return new Context(
                env,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                System.getProperty("user.name"),
                Output.writer(System.out),
                Output.writer(System.err),
                "1".equals(env.get("MILLRACE_TERMINAL")),
                TerminalSize.parse(env.getOrDefault("MILLRACE_TERMINAL_SIZE", "")));
    }

    Style style() {
        return Style.of(terminal, env.getOrDefault("NO_COLOR", ""));
    }

    /** The data folder: {@code --home}, else {@code $MILLRACE_HOME}, else {@code ~/.millrace}. */
    Path home(String option) {
        if (!option.isEmpty()) {
            return folder.resolve(option).normalize();
        }
        String variable = env.getOrDefault("MILLRACE_HOME", "");
        return variable.isEmpty()
                ? userHome.resolve(".millrace")
                : folder.resolve(variable).normalize();
    }
}
