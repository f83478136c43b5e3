package io.millrace.engine.content;

import java.util.List;
import java.util.Map;

/**
 * Digests of files that were read before. May forget any of them at any time, which costs a reading; must never give one
 * that was not saved with just this stamp. Safe for use by many threads.
 */
public interface KnownDigests {
    /** Remembers nothing. */
    KnownDigests NONE = new KnownDigests() {
        @Override
        public Map<FileStamp, Digest> find(List<FileStamp> stamps) {
            return Map.of();
        }

        @Override
        public void save(Map<FileStamp, Digest> digests) {
            // it remembers nothing
        }
    };

    /** Those of {@code stamps} that are known. */
    Map<FileStamp, Digest> find(List<FileStamp> stamps);

    /** Remembers {@code digests} if it can. Does not throw when it cannot. */
    void save(Map<FileStamp, Digest> digests);
}
