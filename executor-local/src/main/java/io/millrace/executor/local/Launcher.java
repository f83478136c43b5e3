package io.millrace.executor.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** One process of the resident launcher: orders go in from any thread, reports come out on a thread of its own. */
final class Launcher {
    /** Settings of the interpreter that are meant for the steps, not for the launcher. */
    private static final List<String> INTERPRETER_SETTINGS =
            List.of("PERL5OPT", "PERL5LIB", "PERLLIB", "PERL5DB", "PERLIO", "PERL_UNICODE", "PERL_SIGNALS");

    private static final long CLOSING_SECONDS = 10;

    private final Process process;
    private final OutputStream orders;
    private final ReentrantLock writing = new ReentrantLock();

    private Launcher(Process process) {
        this.process = process;
        this.orders = process.getOutputStream();
    }

    /**
     * Starts a launcher.
     *
     * @param interpreter name or path of Perl
     * @param without what of the system it shall not use, for tests; empty: it uses everything
     * @param reports hears each report, one after the other
     * @param gone runs when the process has ended, for whatever reason
     * @throws IOException with a line that says what to install when Perl is missing
     */
    static Launcher start(
            String interpreter, Path folder, String boot, String without, Consumer<Report> reports, Runnable gone)
            throws IOException {
        Path script = folder.resolve("launcher.pl");
        ProcessBuilder builder = new ProcessBuilder(interpreter, script.toString(), boot, without)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("launcher.log").toFile()));
        INTERPRETER_SETTINGS.forEach(builder.environment()::remove);
        builder.environment().keySet().removeIf(Launcher::isSecret);
        Process process = spawn(builder, interpreter);
        var launcher = new Launcher(process);
        Thread reader = new Thread(() -> read(process, reports), "millrace-launcher-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        var unused = process.onExit().thenRun(gone);
        return launcher;
    }

    /** What Millrace was told for itself: steps must not see it. */
    private static boolean isSecret(String variable) {
        return variable.startsWith("MILLRACE_SECRET_") || variable.equals("MILLRACE_ROOT_PASSWORD");
    }

    /** Writes the script into the folder, aside and renamed: an older launcher may be reading its own. */
    static void unpack(Path folder) throws IOException {
        byte[] script;
        try (var in = Launcher.class.getResourceAsStream("launcher.pl")) {
            if (in == null) {
                throw new IllegalStateException("launcher.pl is missing from the program");
            }
            script = in.readAllBytes();
        }
        Path target = folder.resolve("launcher.pl");
        if (Files.exists(target) && Arrays.equals(Files.readAllBytes(target), script)) {
            return;
        }
        Path aside = Files.createTempFile(folder, "launcher", ".new");
        try {
            Files.write(aside, script);
            Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(aside);
        }
    }

    /** Those settings of the interpreter that this process has: steps get them back. */
    static Map<String, String> settingsOfInterpreter() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : INTERPRETER_SETTINGS) {
            String value = System.getenv(name);
            if (value != null) {
                settings.put(name, value);
            }
        }
        return settings;
    }

    /**
     * Hands an order over.
     *
     * @throws IOException when the launcher is gone; its end is told as well
     */
    void send(byte[] order) throws IOException {
        writing.lock();
        try {
            orders.write(order);
            orders.flush();
        } finally {
            writing.unlock();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Lets the launcher carry out what it has been handed, and end; wrappers go on. Returns when it has ended. */
    void close() throws IOException {
        writing.lock();
        try {
            orders.close();
        } finally {
            writing.unlock();
        }
        try {
            if (!process.waitFor(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Process spawn(ProcessBuilder builder, String interpreter) throws IOException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "cannot run '" + interpreter
                            + "', which starts the steps; install the package 'perl-base' (Debian, "
                            + "Ubuntu) or 'perl' (others)",
                    e);
        }
    }

    private static void read(Process process, Consumer<Report> reports) {
        try (var lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8), 1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Report.parse(line).ifPresent(reports);
            }
        } catch (IOException e) {
            // The pipe closed under the reader: the end of the process is told separately.
        }
    }
}
