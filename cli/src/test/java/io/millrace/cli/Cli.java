package io.millrace.cli;

import io.millrace.cli.view.TerminalSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs the program in a folder of its own: inside this virtual machine, or as a process that can be killed. */
final class Cli {
    private final Path folder;

    Cli(Path folder) {
        this.folder = folder;
    }

    /** What a command left. */
    record Result(int code, String out, String err) {}

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    /** Writes a file of the folder. */
    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... args) {
        return run(false, new StringWriter(), args);
    }

    /** Runs as if standard output were a terminal that writes to {@code out}. */
    Result runOnTerminal(StringWriter out, String... args) {
        return run(true, out, args);
    }

    /** What a command finds around it; what it prints is lost. */
    Context context() {
        return context(false, new StringWriter(), new StringWriter());
    }

    private Context context(boolean terminal, StringWriter out, StringWriter err) {
        return new Context(
                Map.of("MILLRACE_HOME", home().toString()),
                folder,
                folder,
                "tester",
                new PrintWriter(out),
                new PrintWriter(err),
                terminal,
                new TerminalSize(120, 40),
                new Interruption());
    }

    private Result run(boolean terminal, StringWriter out, String... args) {
        StringWriter err = new StringWriter();
        Context context = context(terminal, out, err);
        int code = Main.run(context, args);
        return new Result(code, out.toString(), err.toString());
    }

    /** Starts the program as a process; {@code options} go to the virtual machine. */
    Process start(List<String> options, String... args) {
        return start(List.of(), System.getProperty("java.class.path"), options, Arrays.asList(args));
    }

    /** Starts the program through another one, {@code before}, that runs what follows it. */
    Process start(List<String> before, String classPath, List<String> options, List<String> args) {
        List<String> command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, "io.millrace.cli.Main"));
        command.addAll(args);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        builder.environment().put("MILLRACE_HOME", home().toString());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The exit code of a process that should end soon. */
    static int await(Process process) throws InterruptedException {
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the process did not end within two minutes");
        }
        return process.exitValue();
    }
}
