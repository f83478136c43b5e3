package io.millrace.executor.local;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** An attempt cannot be started; the message tells people why. */
final class RefusedException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedException(String reason) {
        super(reason);
    }

    RefusedException(IOException cause) {
        super(words(cause), cause);
    }

    /** The exception in words: some of Java's say only the path. */
    static String words(IOException e) {
        String text = switch (e) {
            case NoSuchFileException missing -> missing.getFile() + ": no such file or folder";
            case AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException other when other.getReason() == null -> other.getFile() + ": " + kind(other);
            default -> e.getMessage() == null ? kind(e) : e.getMessage();
        };
        return e.getCause() instanceof IOException cause ? text + ": " + words(cause) : text;
    }

    private static String kind(Exception e) {
        return e.getClass().getSimpleName();
    }
}
