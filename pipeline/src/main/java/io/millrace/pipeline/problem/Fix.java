package io.millrace.pipeline.problem;

import io.millrace.pipeline.source.Edit;
import java.util.List;

/**
 * What to do about a problem.
 *
 * @param text in words, for people
 * @param edits the same as changes of the text; empty: only a person can do it
 */
public record Fix(String text, List<Edit> edits) {
    public Fix {
        edits = List.copyOf(edits);
    }

    /** Advice in words. */
    public static Fix advice(String text) {
        return new Fix(text, List.of());
    }

    /** Advice that one change carries out. */
    public static Fix edit(String text, Edit edit) {
        return new Fix(text, List.of(edit));
    }
}
