package io.millrace.executor.local;

import io.millrace.engine.TimeSource;
import io.millrace.executor.local.LogRetention.Limits;
import io.millrace.executor.local.LogRetention.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;

/**
 * Removes the logs that {@link LogRetention} would, a few folders at a time and in the same memory for any number of logs.
 * The first walk removes what is too old and adds up the rest by the minute in which it was last written to; when that is
 * too much, a second one removes what was written before the minute at which the rest is small enough. For one thread.
 */
public final class LogSweep implements AutoCloseable {
    private static final int FOLDERS = 200;

    private final AttemptFiles files;
    private final LogRetention retention;
    private final Limits limits;
    private final TimeSource time;
    private LogSizes sizes = new LogSizes();
    private Optional<LogSizes.Cut> cut = Optional.empty();
    private Optional<Walk> walk = Optional.empty();
    private Optional<IOException> trouble = Optional.empty();

    public LogSweep(AttemptFiles files, Limits limits, TimeSource time) {
        this.files = files;
        this.retention = new LogRetention(files);
        this.limits = limits;
        this.time = time;
    }

    /** An open folder, and how far it was read. */
    private record Walk(DirectoryStream<Path> stream, Iterator<Path> folders) {
        static Walk begin(Path folder) throws IOException {
            DirectoryStream<Path> stream = folder.getFileSystem()
                    .provider()
                    .newDirectoryStream(folder, path -> true); // open from one portion to the next
            return new Walk(stream, stream.iterator());
        }
    }

    /**
     * Looks at a few folders.
     *
     * @return whether there is more to do at once
     * @throws UncheckedIOException at the end of a round in which something could not be looked at or removed; all else was
     */
    public boolean portion() {
        try {
            if (walk.isEmpty()) {
                walk = Optional.of(Walk.begin(files.jobs()));
            }
            Iterator<Path> folders = walk.get().folders();
            for (int i = 0; i < FOLDERS && folders.hasNext(); i++) {
                sweep(folders.next());
            }
            return folders.hasNext() || endOfWalk();
        } catch (NoSuchFileException e) {
            return endOfRound(); // nothing ever ran
        } catch (DirectoryIteratorException e) {
            trouble = Optional.of(new IOException(String.valueOf(e.getMessage()), e));
            return endOfRound();
        } catch (IOException e) {
            trouble = Optional.of(e);
            return endOfRound();
        }
    }

    private void sweep(Path folder) {
        try {
            for (Log log : LogRetention.logs(folder)) {
                look(log);
            }
        } catch (IOException e) {
            trouble = trouble.or(() -> Optional.of(e));
        }
    }

    private void look(Log log) throws IOException {
        boolean ended = retention.hasEnded(log.attempt());
        if (ended && goes(log)) {
            retention.remove(log);
        } else if (cut.isEmpty()) {
            sizes.add(log, ended);
        }
    }

    private boolean goes(Log log) {
        Optional<Duration> age = limits.age();
        return cut.isPresent()
                ? cut.get().takes(log)
                : age.isPresent() && log.written().isBefore(time.now().minus(age.get()));
    }

    /** Whether another walk follows. */
    private boolean endOfWalk() {
        close();
        if (cut.isPresent() || limits.bytes().isEmpty()) {
            return endOfRound();
        }
        cut = sizes.cut(limits.bytes().getAsLong());
        return cut.isPresent() || endOfRound();
    }

    private boolean endOfRound() {
        close();
        cut = Optional.empty();
        sizes = new LogSizes();
        Optional<IOException> told = trouble;
        trouble = Optional.empty();
        if (told.isPresent()) {
            throw new UncheckedIOException(
                    "a log cannot be looked at or removed: " + told.get().getMessage(), told.get());
        }
        return false;
    }

    /** Ends the walk that was begun, if any. */
    @Override
    public void close() {
        Optional<Walk> open = walk;
        walk = Optional.empty();
        try {
            if (open.isPresent()) {
                open.get().stream().close();
            }
        } catch (IOException e) {
            trouble = trouble.or(() -> Optional.of(e));
        }
    }
}
