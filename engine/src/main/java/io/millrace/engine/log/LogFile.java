package io.millrace.engine.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The log of an attempt. A file that does not exist counts as empty: the attempt may be about to start. Lines longer
 * than about 64 KiB come in pieces, each of which counts as a line. Safe for use by many threads.
 */
public final class LogFile {
    /** Most lines of a page; keeps its memory below 64 MiB whatever the lines are like. */
    public static final int LONGEST_PAGE = 1000;

    private static final long FOLLOW_MILLIS = 50;

    private final Path path;

    public LogFile(Path path) {
        this.path = path;
    }

    /** The size in bytes. */
    public long size() throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /**
     * A page counted from the begin of the file. Takes time for all that is before it.
     *
     * @param number counts from 1
     * @param lines of a full page, at most {@link #LONGEST_PAGE}
     */
    public LogPage pageFromBegin(int number, int lines) throws IOException {
        check(number, lines);
        List<LogLine> page = new ArrayList<>();
        long before = (long) (number - 1) * lines;
        try (FileChannel file = open()) {
            var reader = new ForwardReader(file, 0);
            for (long i = 0; i < before; i++) {
                if (nextOrRest(reader).isEmpty()) {
                    return new LogPage(page, false);
                }
            }
            return page(reader, lines, Long.MAX_VALUE);
        } catch (NoSuchFileException e) {
            return new LogPage(page, false);
        }
    }

    /**
     * A page counted from the end of the file: page 1 has the newest lines. Takes time for what is shown and what is
     * behind it, whatever the size of the file.
     *
     * @param number counts from 1
     * @param lines of a full page, at most {@link #LONGEST_PAGE}
     */
    public LogPage pageFromEnd(int number, int lines) throws IOException {
        check(number, lines);
        try (FileChannel file = open()) {
            long behind = (long) (number - 1) * lines;
            var backward = new BackwardReader(file);
            long end = backward.startOfLast(behind);
            long begin = backward.startOfLast(behind + lines);
            if (end == 0) {
                return new LogPage(List.of(), false);
            }
            LogPage page = page(new ForwardReader(file, begin), lines, end);
            return new LogPage(page.lines(), begin > 0);
        } catch (NoSuchFileException e) {
            return new LogPage(List.of(), false);
        }
    }

    /**
     * Where the last lines begin: a place to {@link #read} or {@link #follow} from.
     *
     * @param lines how many; with fewer in the file the answer is its begin
     */
    public long startOfLast(long lines) throws IOException {
        try (FileChannel file = open()) {
            return new BackwardReader(file).startOfLast(lines);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The last line, whether it is complete or not. */
    public Optional<LogLine> lastLine() throws IOException {
        return pageFromEnd(1, 1).lines().stream().findFirst();
    }

    /** Gives all lines from {@code start}, where one begins, to the end of the file. */
    public void read(long start, Consumer<LogLine> sink) throws IOException {
        try (FileChannel file = open()) {
            var reader = new ForwardReader(file, start);
            for (var line = nextOrRest(reader); line.isPresent(); line = nextOrRest(reader)) {
                sink.accept(line.get());
            }
        } catch (NoSuchFileException e) {
            // Nothing written, nothing to read.
        }
    }

    /**
     * Gives all lines from {@code start}, where one begins, and those that are still to come; returns when the attempt
     * is over and everything was given.
     *
     * @param over counts down to zero when nothing will be written any more
     */
    public void follow(long start, CountDownLatch over, Consumer<LogLine> sink)
            throws IOException, InterruptedException {
        while (!Files.exists(path)) {
            if (over.await(FOLLOW_MILLIS, TimeUnit.MILLISECONDS) && !Files.exists(path)) {
                return;
            }
        }
        try (FileChannel file = open()) {
            var reader = new ForwardReader(file, start);
            boolean last;
            do {
                last = over.await(FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
                for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                    sink.accept(line.get());
                }
            } while (!last);
            reader.rest().ifPresent(sink);
        }
    }

    private static LogPage page(ForwardReader reader, int lines, long end) throws IOException {
        List<LogLine> page = new ArrayList<>();
        Optional<LogLine> line = nextOrRest(reader);
        while (line.isPresent() && page.size() < lines && line.get().offset() < end) {
            page.add(line.get());
            line = nextOrRest(reader);
        }
        return new LogPage(page, line.isPresent());
    }

    private static Optional<LogLine> nextOrRest(ForwardReader reader) throws IOException {
        Optional<LogLine> next = reader.next();
        return next.isPresent() ? next : reader.rest();
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ);
    }

    private static void check(int number, int lines) {
        if (number < 1 || lines < 1 || lines > LONGEST_PAGE) {
            throw new IllegalArgumentException(
                    "page " + number + " of " + lines + " lines: pages count from 1 and have 1 to " + LONGEST_PAGE);
        }
    }
}
