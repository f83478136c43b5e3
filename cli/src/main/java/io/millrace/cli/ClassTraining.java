package io.millrace.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the JVM is shown when the launcher lets it make a class archive: the commands of a kind that people type most, in one
 * process, so that the archive holds the classes of all of them. How the commands end does not matter.
 */
final class ClassTraining {
    private static final List<String> OF_HOME =
            List.of("runs list", "runs list -o json", "cache list", "artifacts list", "logs run-000001", "run --help");

    private static final List<String> OF_SERVER = List.of("fs list", "pipelines list", "schedules list", "users list");

    /** Port 1 has no server: that is as far as the classes of the client are needed. */
    private static final Map<String, String> NO_SERVER =
            Map.of("MILLRACE_SERVER", "http://127.0.0.1:1", "MILLRACE_TOKEN", "none");

    private static final Duration START = Duration.ofSeconds(60);

    private final Context context;
    private final String pipeline;
    private final String home;

    private ClassTraining(Context context, String pipeline, String home) {
        this.context = context;
        this.pipeline = pipeline;
        this.home = home;
    }

    /**
     * Plays the commands.
     *
     * @param args the kind of commands, the pipeline file to run, and the home to run it in
     */
    public static void main(String[] args) throws InterruptedException {
        Context context = quiet(Context.ofProcess(), Map.of("MILLRACE_HOME", args[2]));
        ClassTraining training = new ClassTraining(context, args[1], args[2]);
        switch (args[0]) {
            case "text" -> training.text();
            case "home" -> training.home();
            case "server" -> training.server();
            default -> throw new IllegalArgumentException("no kind of commands: " + args[0]);
        }
        System.exit(ExitCode.OK);
    }

    private void text() {
        play("version");
        play("--help");
        play("validate", pipeline);
        play("plan", pipeline, "--fs", "default=" + home);
    }

    private void home() {
        run();
        run();
        OF_HOME.forEach(command -> play(command.split(" ")));
        Main.run(quiet(context, NO_SERVER), "runs", "list");
    }

    private void server() throws InterruptedException {
        run();
        Thread server = Thread.ofPlatform().daemon().start(() -> {
            play("server", "--port", "0");
            context.interruption().finished();
        });
        Instant end = Instant.now().plus(START);
        while (server.isAlive()
                && play("users", "list") != ExitCode.OK
                && Instant.now().isBefore(end)) {
            Thread.sleep(Duration.ofMillis(100));
        }
        OF_SERVER.forEach(command -> play(command.split(" ")));
        context.interruption().interrupt();
        server.join(START);
    }

    private void run() {
        play("run", pipeline, "--fs", "default=" + home);
    }

    private int play(String... command) {
        return Main.run(context, command);
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
