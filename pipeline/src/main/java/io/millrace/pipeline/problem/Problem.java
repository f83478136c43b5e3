package io.millrace.pipeline.problem;

import java.util.Optional;

/**
 * One thing that is wrong, or likely to be, in a pipeline or in the request to run it.
 *
 * @param message what is wrong, in plain words; starts in lower case, no full stop
 * @param path where in the definition, for example {@code entry_points.train.deps}; empty: the whole text
 * @param at the exact token; empty: the problem lies in the request and in no text
 */
public record Problem(
        Code code, Severity severity, String message, String path, Optional<Location> at, Optional<Fix> fix) {

    /** Whether the pipeline cannot run because of it. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** The first line of {@link #render}: place, kind, code and message. */
    public String headline() {
        String place = at.map(it -> it.source() + ":" + it.line() + ":" + it.column() + ": ")
                .orElse("");
        return place + severity.word() + " " + code.id() + ": " + message;
    }

    /** All of it for people: headline, the line with carets under the token, the fix. Lines end with {@code \n}. */
    public String render() {
        StringBuilder text = new StringBuilder(headline()).append('\n');
        at.ifPresent(it -> text.append(Caret.draw(it)).append('\n'));
        fix.ifPresent(it -> text.append("  fix: ").append(it.text()).append('\n'));
        return text.toString();
    }
}
