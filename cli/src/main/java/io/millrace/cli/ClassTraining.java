package io.millrace.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JVM is shown when the launcher lets it make its class archive: the commands that people type most, in one process,
 * so that the archive holds the classes of all of them. How the commands end does not matter.
 */
final class ClassTraining {
    private static final List<String> OF_HOME =
            List.of("runs list", "runs list -o json", "cache list", "artifacts list", "version", "run --help");

    /** Port 1 has no server: that is as far as the classes of the client are needed. */
    private static final Map<String, String> SERVER =
            Map.of("MILLRACE_SERVER", "http://127.0.0.1:1", "MILLRACE_TOKEN", "none");

    private ClassTraining() {}

    /**
     * Plays the commands.
     *
     * @param args the pipeline file to run, and the home to run it in
     */
    public static void main(String[] args) {
        Path home = Path.of(args[1]);
        Context context = quiet(Context.ofProcess(), Map.of("MILLRACE_HOME", home.toString()));
        String[] run = {"run", args[0], "--fs", "default=" + home};
        Main.run(context, run);
        Main.run(context, run);
        OF_HOME.forEach(command -> Main.run(context, command.split(" ")));
        Main.run(context, "validate", args[0]);
        Main.run(context, "plan", args[0], "--fs", "default=" + home);
        Main.run(context, "logs", "run-000001");
        Main.run(quiet(context, SERVER), "runs", "list");
        System.exit(ExitCode.OK);
    }

    private static Context quiet(Context context, Map<String, String> more) {
        Map<String, String> env = new HashMap<>(context.env());
        env.putAll(more);
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Context(
                env,
                context.folder(),
                context.userHome(),
                context.userName(),
                nowhere,
                nowhere,
                false,
                context.size(),
                context.interruption());
    }
}
