package io.millrace.pipeline.problem;

import java.util.Locale;

/** Whether a problem keeps a pipeline from running. */
public enum Severity {
    ERROR,
    WARNING;

    /** The word that messages use. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
