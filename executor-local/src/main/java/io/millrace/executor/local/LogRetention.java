package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.RunId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds and removes logs that are no longer to be kept. Only logs of attempts that have ended count as such: their
 * exit record says so, and who has one never writes again. Claims and exit records stay. Works beside a Millrace that
 * runs steps in the same home.
 */
public final class LogRetention {
    private static final Pattern RUN = Pattern.compile("run-0*([1-9]\\d{0,17})");
    private static final Pattern LOG = Pattern.compile("(\\d{1,9})-(\\d{1,9})\\.log");

    private final AttemptFiles files;

    public LogRetention(AttemptFiles files) {
        this.files = files;
    }

    /**
     * What is kept.
     *
     * @param age logs that were written to since then; empty: logs of any age
     * @param bytes of all logs together, those of running attempts too; empty: any size
     */
    public record Limits(Optional<Duration> age, OptionalLong bytes) {
        public Limits {
            if (age.filter(Duration::isNegative).isPresent() || bytes.orElse(0) < 0) {
                throw new IllegalArgumentException("negative limit");
            }
        }
    }

    /**
     * A log.
     *
     * @param written when something was last written to it
     */
    public record Log(AttemptId attempt, long bytes, Instant written) {}

    /**
     * All logs of a home.
     *
     * @param ended those of attempts that have ended, the oldest first
     * @param live how many others there are
     * @param liveBytes the size of those
     */
    public record Stock(List<Log> ended, int live, long liveBytes) {
        public Stock {
            ended = List.copyOf(ended);
        }

        /** The size of all in bytes. */
        public long bytes() {
            return ended.stream().mapToLong(Log::bytes).sum() + liveBytes;
        }

        /** Which logs are not to be kept, the oldest first. */
        public List<Log> excess(Limits limits, Instant now) {
            Instant oldest = limits.age().map(now::minus).orElse(Instant.MIN);
            long left = bytes();
            List<Log> excess = new ArrayList<>();
            for (Log log : ended) {
                if (log.written().isBefore(oldest) || left > limits.bytes().orElse(Long.MAX_VALUE)) {
                    excess.add(log);
                    left -= log.bytes();
                }
            }
            return excess;
        }
    }

    /** Looks at every log. */
    public Stock stock() throws IOException {
        List<Log> ended = new ArrayList<>();
        int live = 0;
        long liveBytes = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(files.jobs(), "run-*")) {
            for (Path folder : folders) {
                for (Log log : logs(folder)) {
                    if (hasEnded(log.attempt())) {
                        ended.add(log);
                    } else {
                        live++;
                        liveBytes += log.bytes();
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return new Stock(List.of(), 0, 0);
        }
        ended.sort(Comparator.comparing(Log::written));
        return new Stock(ended, live, liveBytes);
    }

    /** The logs in a folder of {@code jobs}; none when it is no folder of a run. */
    static List<Log> logs(Path folder) throws IOException {
        Matcher run = RUN.matcher(folder.getFileName().toString());
        List<Log> logs = new ArrayList<>();
        if (!run.matches()) {
            return logs;
        }
        RunId id = new RunId(Long.parseLong(run.group(1)));
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.log")) {
            for (Path entry : entries) {
                Matcher name = LOG.matcher(entry.getFileName().toString());
                if (name.matches()) {
                    AttemptId attempt =
                            new AttemptId(id, Integer.parseInt(name.group(1)), Integer.parseInt(name.group(2)));
                    log(entry, attempt).ifPresent(logs::add);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return logs;
        }
        return logs;
    }

    private static Optional<Log> log(Path file, AttemptId attempt) throws IOException {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new Log(
                            attempt,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Removes the log.
     *
     * @throws IllegalArgumentException when its attempt has not ended
     */
    public void remove(Log log) throws IOException {
        if (!hasEnded(log.attempt())) {
            throw new IllegalArgumentException(log.attempt() + " has not ended: its log stays");
        }
        Files.deleteIfExists(files.log(log.attempt()));
    }

    boolean hasEnded(AttemptId attempt) {
        return Files.isSymbolicLink(files.exit(attempt));
    }
}
