package io.millrace.cli;

/** What the user gave cannot be used; ends the program with exit code 2 and the message. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
