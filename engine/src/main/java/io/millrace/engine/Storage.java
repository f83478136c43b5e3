package io.millrace.engine;

import io.millrace.engine.core.FileContent;

/** Reads artifacts. Safe for use by many threads; may block. */
@FunctionalInterface
public interface Storage {
    /**
     * The text of a small file.
     *
     * @param location where the storage is
     * @param path relative to the storage's root
     * @param limit the file must be smaller than this many bytes
     */
    FileContent read(String location, String path, int limit);
}
