package io.millrace.engine.core;

/** A value that only the run could know does not fit; the node fails with the message. */
final class UnresolvableException extends Exception {
    private static final long serialVersionUID = 1;

    UnresolvableException(String message) {
        super(message);
    }
}
