package io.millrace.engine.artifact;

import java.time.Instant;

/** What is known of the content of an artifact. It is read once, after its step succeeded. */
public sealed interface ArtifactContent {
    /** The name in records and output. */
    String word();

    /** Nobody has looked yet. */
    record Pending() implements ArtifactContent {
        @Override
        public String word() {
            return "pending";
        }
    }

    /**
     * It was read.
     *
     * @param digest SHA-256 over names, kinds and contents, in hexadecimal
     * @param bytes size of all files together
     */
    record Known(String digest, long bytes, Instant at) implements ArtifactContent {
        @Override
        public String word() {
            return "known";
        }
    }

    /** The step succeeded without making it, or it was removed before anybody looked. */
    record Absent(Instant at) implements ArtifactContent {
        @Override
        public String word() {
            return "absent";
        }
    }

    /** It could not be read; the reason is for people. */
    record Unreadable(String reason, Instant at) implements ArtifactContent {
        @Override
        public String word() {
            return "unreadable";
        }
    }
}
