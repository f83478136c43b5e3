package io.millrace.engine.content;

import io.millrace.engine.content.ContentException.Reason;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What went wrong with a file, in words. */
final class Trouble {
    private Trouble() {}

    /** The path that was asked for cannot be found. */
    static ContentException withRoot(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new ContentException(Reason.MISSING, path + " does not exist, or is a link that leads nowhere", e);
        }
        return with(path, e);
    }

    /** Something that was there a moment ago cannot be read. */
    static ContentException with(Path path, IOException e) {
        return switch (e) {
            case NoSuchFileException gone -> changed(path, "vanished", gone);
            case NotDirectoryException replaced -> changed(path, "was replaced", replaced);
            case AccessDeniedException denied ->
                new ContentException(
                        Reason.UNREADABLE,
                        "no permission to read " + path + ": allow it with chmod, or run as a user who may",
                        denied);
            case ClosedByInterruptException interrupted ->
                new ContentException(Reason.INTERRUPTED, "reading " + path + " was interrupted", interrupted);
            case FileSystemException other
            when other.getReason() != null ->
                new ContentException(Reason.UNREADABLE, "cannot read " + path + ": " + other.getReason(), other);
            default -> new ContentException(Reason.UNREADABLE, "cannot read " + path + ": " + e.getMessage(), e);
        };
    }

    static ContentException changed(Path path, String how, IOException e) {
        return new ContentException(Reason.CHANGED, path + " " + how + hint(), e);
    }

    static ContentException changed(Path path) {
        return new ContentException(Reason.CHANGED, path + " changed" + hint());
    }

    private static String hint() {
        return " while it was being read: something else writes there";
    }

    static ContentException special(Path path, Stat.Type type) {
        String what = switch (type) {
            case SOCKET -> "a socket";
            case PIPE -> "a named pipe";
            case DEVICE -> "a device";
            case FILE, FOLDER, LINK -> throw new IllegalArgumentException(path + " is not special");
        };
        return new ContentException(
                Reason.SPECIAL, path + " is " + what + " and has no content that could be compared: move it elsewhere");
    }

    static ContentException tooMany(Path root, int entries) {
        return new ContentException(
                Reason.TOO_BIG,
                "%s holds more than %,d files and folders: name a smaller folder".formatted(root, entries));
    }

    static ContentException tooDeep(Path root, int depth) {
        return new ContentException(
                Reason.TOO_BIG, "%s holds folders more than %,d deep: name a smaller folder".formatted(root, depth));
    }
}
