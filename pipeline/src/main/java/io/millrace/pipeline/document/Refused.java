package io.millrace.pipeline.document;

/** Ends the reading of a text after a problem that makes the rest meaningless; the problem is already recorded. */
final class Refused extends RuntimeException {
    Refused() {
        super("refused", null, false, false);
    }
}
