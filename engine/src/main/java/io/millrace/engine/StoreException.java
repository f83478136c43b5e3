package io.millrace.engine;

/** The store could not read or write: full disk, no permission, damaged file. The message is for people. */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
