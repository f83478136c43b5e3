package io.millrace.client;

import java.util.Locale;

/** What a step did with an artifact. */
public enum ArtifactType {
    /** It read it. */
    INPUT,
    /** It wrote it. */
    OUTPUT,
    /** A word that this version of the client does not know. */
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ArtifactType of(String word) {
        for (ArtifactType type : values()) {
            if (type.word().equals(word)) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
