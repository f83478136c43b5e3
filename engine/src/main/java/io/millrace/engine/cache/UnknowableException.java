package io.millrace.engine.cache;

/** An ingredient of a fingerprint cannot be computed; the message says which and why. */
public final class UnknowableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnknowableException(String message) {
        super(message);
    }
}
