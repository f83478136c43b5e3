package io.millrace.engine.core;

/** How an attempt ended. */
public sealed interface Exit {
    /** The process ended; a death by signal n counts as 128 + n. */
    record Code(int code) implements Exit {}

    /** No process of this attempt ever existed, and none will. */
    record NotStarted(String reason) implements Exit {}

    /** A process existed or may have existed, it is gone, and nobody can say how it ended. */
    record Unknown(String reason) implements Exit {}
}
