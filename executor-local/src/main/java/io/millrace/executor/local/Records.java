package io.millrace.executor.local;

import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.Exit;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Claims and exit records of attempts. Both are symbolic links whose target is the text: made whole or not at all, and
 * an existing one is never replaced, whoever comes second.
 */
final class Records {
    /** An exit and when it was recorded. */
    record Ended(Exit exit, Instant at) {}

    private final AttemptFiles files;

    Records(AttemptFiles files) {
        this.files = files;
    }

    Optional<Claim> claim(AttemptId attempt) throws IOException {
        return read(files.claim(attempt)).map(Claim::parse);
    }

    /** When the claim was made: the time of the start. */
    Instant claimedAt(AttemptId attempt) throws IOException {
        return writtenAt(files.claim(attempt));
    }

    Optional<Ended> exit(AttemptId attempt) throws IOException {
        Optional<String> text = read(files.exit(attempt));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Ended(ExitText.parse(text.get()), writtenAt(files.exit(attempt))));
    }

    /**
     * Takes the attempt so that it can never start.
     *
     * @return false when somebody has claimed it before
     */
    boolean forbid(AttemptId attempt, String reason) throws IOException {
        Files.createDirectories(files.folder(attempt.run()));
        return write(files.claim(attempt), ExitText.of(new Exit.NotStarted(reason)));
    }

    /** Records how the attempt ended, unless that is recorded already, and answers what the record says. */
    Exit conclude(AttemptId attempt, Exit exit) throws IOException {
        Files.createDirectories(files.folder(attempt.run()));
        if (write(files.exit(attempt), ExitText.of(exit))) {
            return exit;
        }
        return exit(attempt).map(Ended::exit).orElse(exit);
    }

    private static boolean write(Path link, String text) throws IOException {
        try {
            Files.createSymbolicLink(link, Path.of(ascii(text)));
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    /** In a locale that is not UTF-8 other characters are refused in names of files, and this text becomes one. */
    private static String ascii(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static Optional<String> read(Path link) throws IOException {
        try {
            return Optional.of(Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Instant writtenAt(Path link) throws IOException {
        return Files.getLastModifiedTime(link, LinkOption.NOFOLLOW_LINKS).toInstant();
    }
}
