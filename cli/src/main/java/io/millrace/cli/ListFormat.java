package io.millrace.cli;

import java.util.Locale;

/** How commands print what a server keeps. */
enum ListFormat {
    TEXT,
    JSON,
    YAML,
    /** Ids alone, one a line. */
    NAME;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
