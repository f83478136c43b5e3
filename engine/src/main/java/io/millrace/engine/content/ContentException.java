package io.millrace.engine.content;

/** What a path holds cannot be told. The message says why and what to do, for people. */
public final class ContentException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why, for programs. */
    public enum Reason {
        /** The path itself does not exist, or is a link that leads nowhere. */
        MISSING,
        /** Something in it may not be read, or reading failed. */
        UNREADABLE,
        /** Something in it changed or vanished while it was read. */
        CHANGED,
        /** Something in it is neither file nor folder nor link: a socket, a pipe, a device. */
        SPECIAL,
        /** More entries or deeper folders than allowed. */
        TOO_BIG,
        /** The thread was interrupted. */
        INTERRUPTED
    }

    private final Reason reason;

    ContentException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ContentException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
