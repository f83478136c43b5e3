package io.millrace.client;

import java.util.Locale;

/** What becomes of a time of a schedule when too many of its runs are active. */
public enum ConcurrencyPolicy {
    /** It waits. */
    SUSPEND,
    /** The oldest run is stopped for it. */
    REPLACE,
    /** It is skipped. */
    SKIP,
    /** A word that this version of the client does not know. */
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ConcurrencyPolicy of(String word) {
        for (ConcurrencyPolicy policy : values()) {
            if (policy.word().equals(word)) {
                return policy;
            }
        }
        return UNKNOWN;
    }
}
