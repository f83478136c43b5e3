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
import java.util.function.Supplier;

/**
 * The log of an attempt. A file that does not exist counts as empty: the attempt may be about to start. Lines longer
 * than about 64 KiB come in pieces, each of which counts as a line; of a progress bar that returns to the begin of its
 * line over and over the last state counts, and one in each 128 KiB of it. Safe for use by many threads.
 */
public final class LogFile {
    /** Most lines of a page; keeps its memory below 64 MiB whatever the lines are like. */
    public static final int LONGEST_PAGE = 1000;

    private static final long FOLLOW_MILLIS = 50;

    private static final LogPage EMPTY = new LogPage(List.of(), 0, false);

    private final Path path;
    private final Supplier<LogMask> mask;

    /**
     * @param mask what must not be seen; asked when the file is opened, since what a step gets is known before it writes
     */
    public LogFile(Path path, Supplier<LogMask> mask) {
        this.path = path;
        this.mask = mask;
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
        long before = (long) (number - 1) * lines;
        try (FileChannel file = open()) {
            var reader = new Shown(new ForwardReader(file, 0, mask.get()));
            for (long i = 0; i < before; i++) {
                if (reader.nextOrRest().isEmpty()) {
                    return EMPTY;
                }
            }
            return page(reader, lines, Long.MAX_VALUE);
        } catch (NoSuchFileException e) {
            return EMPTY;
        }
    }

    /**
     * A page that begins at {@code start}, where a line does. Takes time for what it shows, wherever in the file it is.
     *
     * @param lines of a full page, at most {@link #LONGEST_PAGE}
     */
    public LogPage pageAt(long start, int lines) throws IOException {
        check(1, lines);
        try (FileChannel file = open()) {
            return page(new Shown(new ForwardReader(file, start, mask.get())), lines, Long.MAX_VALUE);
        } catch (NoSuchFileException e) {
            return EMPTY;
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
            var backward = new BackwardReader(file, false);
            long end = backward.startOfLast(behind);
            long begin = backward.startOfLast(behind + lines);
            if (end == 0) {
                return EMPTY;
            }
            LogPage page = page(new Shown(new ForwardReader(file, begin, mask.get())), lines, end);
            return new LogPage(page.lines(), page.end(), begin > 0);
        } catch (NoSuchFileException e) {
            return EMPTY;
        }
    }

    /**
     * Where the last lines begin: a place to {@link #read} or {@link #follow} from.
     *
     * @param lines how many; with fewer in the file the answer is its begin
     */
    public long startOfLast(long lines) throws IOException {
        try (FileChannel file = open()) {
            return new BackwardReader(file, false).startOfLast(lines);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** The last line, whether it is complete or not; of a long one the last piece. Takes the same time for any line. */
    public Optional<LogLine> lastLine() throws IOException {
        try (FileChannel file = open()) {
            long start = new BackwardReader(file, true).startOfLast(1);
            var reader = new ForwardReader(file, start, mask.get());
            Optional<LogLine> line = reader.next();
            return line.isPresent() ? line : reader.rest();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Gives all lines from {@code start}, where one begins, to the end of the file. */
    public void read(long start, Consumer<LogLine> sink) throws IOException {
        readFirst(start, Long.MAX_VALUE, sink);
    }

    /** Gives the first {@code count} lines from {@code start}, where one begins. */
    public void readFirst(long start, long count, Consumer<LogLine> sink) throws IOException {
        try (FileChannel file = open()) {
            var reader = new Shown(new ForwardReader(file, start, mask.get()));
            Optional<LogLine> line = count > 0 ? reader.nextOrRest() : Optional.empty();
            for (long given = 1; line.isPresent(); given++) {
                sink.accept(line.get());
                line = given < count ? reader.nextOrRest() : Optional.empty();
            }
        } catch (NoSuchFileException e) {
            // Nothing written, nothing to read.
        }
    }

    /**
     * Gives all lines from {@code start}, where one begins, and those that are still to come; returns when the attempt
     * is over and everything was given.
     *
     * @param open hears of the begin of a line that is not complete yet each time it has grown; of a progress bar that is
     *     the whole of it
     * @param over counts down to zero when nothing will be written any more
     */
    public void follow(long start, CountDownLatch over, Consumer<LogLine> sink, Consumer<LogLine> open)
            throws IOException, InterruptedException {
        while (!Files.exists(path)) {
            if (over.await(FOLLOW_MILLIS, TimeUnit.MILLISECONDS) && !Files.exists(path)) {
                return;
            }
        }
        try (FileChannel file = open()) {
            var reader = new Shown(new ForwardReader(file, start, mask.get()));
            boolean last;
            long heard = start;
            do {
                last = over.await(FOLLOW_MILLIS, TimeUnit.MILLISECONDS);
                for (var line = reader.next(); line.isPresent(); line = reader.next()) {
                    sink.accept(line.get());
                }
                if (!last && reader.seen() > heard) {
                    reader.peekRest().ifPresent(open);
                    heard = reader.seen();
                }
            } while (!last);
            reader.nextOrRest().ifPresent(sink);
        }
    }

    private static LogPage page(Shown reader, int lines, long end) throws IOException {
        List<LogLine> page = new ArrayList<>();
        long behind = reader.at();
        Optional<LogLine> line = reader.nextOrRest();
        while (line.isPresent() && page.size() < lines && line.get().offset() < end) {
            page.add(line.get());
            behind = reader.at();
            line = reader.nextOrRest();
        }
        return new LogPage(page, behind, line.isPresent());
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
