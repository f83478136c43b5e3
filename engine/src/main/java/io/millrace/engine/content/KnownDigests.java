package io.millrace.engine.content;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Digests of files that were read before. May forget any of them at any time, which costs a reading; must never give one
 * that was not saved with just this stamp. Safe for use by many threads.
 */
public interface KnownDigests {
    /** Remembers nothing. */
    KnownDigests NONE = new KnownDigests() {
        @Override
        public List<Optional<Digest>> find(List<FileStamp> stamps) {
            return Collections.nCopies(stamps.size(), Optional.empty());
        }

        @Override
        public void save(Map<FileStamp, Digest> digests) {
            // it remembers nothing
        }
    };

    /** For each of {@code stamps}, in their order, its digest if it is known. */
    List<Optional<Digest>> find(List<FileStamp> stamps);

    /** Remembers {@code digests} if it can. Does not throw when it cannot. */
    void save(Map<FileStamp, Digest> digests);
}
