package io.millrace.cli;

import io.millrace.engine.core.RunId;

/** Reads the ids that users type. */
final class RunIds {
    private RunIds() {}

    static RunId parse(String text) {
        try {
            return RunId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
