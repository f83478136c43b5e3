package io.millrace.client;

import java.util.Optional;

/**
 * Something wrong with a pipeline.
 *
 * @param code such as {@code MR1101}; {@code millrace explain} has more about it
 * @param severity {@code error}, or {@code warning}
 * @param path of the value in the pipeline
 * @param line counts from 1; 0: no place in the text
 * @param column counts from 1; 0: no place in the text
 * @param fix what to do about it
 */
public record Problem(
        String code, String severity, String message, String path, int line, int column, Optional<String> fix) {
    static Problem of(Fields problem) {
        return new Problem(
                problem.text("code"),
                problem.text("severity"),
                problem.text("message"),
                problem.text("path"),
                (int) problem.number("line"),
                (int) problem.number("column"),
                problem.optional("fix"));
    }
}
