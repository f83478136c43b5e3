package io.millrace.cli;

import java.util.Locale;

/** What the forms of a lineage are called. */
enum LineageFormat {
    TEXT,
    JSON,
    MERMAID;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
