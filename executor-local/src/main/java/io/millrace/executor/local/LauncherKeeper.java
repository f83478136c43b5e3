package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Keeps one launcher running: when it ends unasked, another takes its place. */
final class LauncherKeeper {
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long QUICK_DEATH_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final int HOPELESS_QUICK_DEATHS = 5;

    private final LocalExecutorConfig config;
    private final Path folder;
    private final String boot;
    private final Consumer<Report> reports;
    private final Runnable replaced;
    private Launcher current;
    private long startedAt;
    private int quickDeaths;
    private boolean closed;

    private LauncherKeeper(
            LocalExecutorConfig config, Path folder, String boot, Consumer<Report> reports, Runnable replaced)
            throws IOException {
        this.config = config;
        this.folder = folder;
        this.boot = boot;
        this.reports = reports;
        this.replaced = replaced;
        Launcher.unpack(folder);
        this.startedAt = System.nanoTime();
        this.current = start();
    }

    /**
     * Starts the first launcher.
     *
     * @param replaced runs each time after a new launcher took the place of one that ended
     */
    static LauncherKeeper open(
            LocalExecutorConfig config, Path folder, String boot, Consumer<Report> reports, Runnable replaced)
            throws IOException {
        return new LauncherKeeper(config, folder, boot, reports, replaced);
    }

    /** Hands an order over. It may get lost with the launcher: then {@code replaced} runs. */
    void send(byte[] order) {
        Launcher launcher;
        synchronized (this) {
            launcher = current;
        }
        try {
            launcher.send(order);
        } catch (IOException e) {
            // The launcher has ended; its successor asks for what was lost.
        }
    }

    /** Whether launchers do not stay alive long enough to be of use. */
    synchronized boolean fails() {
        return quickDeaths >= HOPELESS_QUICK_DEATHS;
    }

    synchronized long pid() {
        return current.pid();
    }

    void close() throws IOException {
        Launcher last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        last.close();
    }

    private Launcher start() throws IOException {
        return Launcher.start(config.interpreter(), folder, boot, config.without(), reports, this::ended);
    }

    private synchronized void ended() {
        if (closed) {
            return;
        }
        quickDeaths = System.nanoTime() - startedAt < QUICK_DEATH_NANOS ? quickDeaths + 1 : 0;
        long pause = Math.min(LONGEST_PAUSE_MILLIS, quickDeaths * 250L);
        CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(this::replace);
    }

    private void replace() {
        synchronized (this) {
            if (closed) {
                return;
            }
            startedAt = System.nanoTime();
            try {
                Launcher.unpack(folder);
                current = start();
            } catch (IOException e) {
                ended();
                return;
            }
        }
        replaced.run();
    }
}
