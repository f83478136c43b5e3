package io.millrace.engine.cache;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What lies in storages, as the cache looks at it. Safe for use by many threads; may block. */
public interface StorageContents {

    /**
     * The digest of everything at a path, and of what its links lead to outside of it, remembered so that
     * {@link #differences} can tell later what changed.
     *
     * @param location where the storage is
     * @param path relative to its root
     * @throws UnknowableException when it is missing or cannot be read
     */
    Content content(String location, String path) throws UnknowableException;

    /**
     * The newest modification time at a path: of a file its own, of a folder that of anything in it and its own.
     *
     * @return nanoseconds since 1970
     * @throws UnknowableException when it is missing or cannot be read
     */
    long newestModification(String location, String path) throws UnknowableException;

    /**
     * Looks at everything at a path, quickly and without reading it; what is read later is what it was now, or an error.
     *
     * @return empty: there is nothing
     * @throws UnknowableException when it cannot be looked at
     */
    Optional<Sight> sight(String location, String path) throws UnknowableException;

    /**
     * The content at a path, of which only digest and size are kept.
     *
     * @return empty: there is nothing
     * @throws UnknowableException when it cannot be read
     */
    Optional<Content> measure(String location, String path) throws UnknowableException;

    /** The differences between two digests that were seen, a line each, as many as are worth reading. */
    List<String> differences(String before, String after);

    /** What was seen at a path. */
    @FunctionalInterface
    interface Sight {
        /**
         * The content that was seen.
         *
         * @throws UnknowableException when it was changed since, or cannot be read
         */
        Content content() throws UnknowableException;
    }

    /**
     * What lies at a path.
     *
     * @param digest SHA-256 over names, kinds and contents; links count by where they lead
     * @param bytes size of all files together
     * @param behindLinks digests of what links lead to that leave the path, by the path of the link
     */
    record Content(String digest, long bytes, Map<String, String> behindLinks) {
        public Content {
            behindLinks = Collections.unmodifiableMap(new TreeMap<>(behindLinks));
        }

        /** Without links that leave it, or with links whose text is all that counts. */
        public Content(String digest, long bytes) {
            this(digest, bytes, Map.of());
        }
    }
}
