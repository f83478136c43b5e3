package io.millrace.engine.core;

/** What came of reading a small file. */
public sealed interface FileContent {
    /** The whole content. */
    record Text(String text) implements FileContent {}

    /** It could not be read; the reason is for people. */
    record Unreadable(String reason) implements FileContent {}
}
