package io.millrace.client;

import java.util.List;

/**
 * What a server thinks of a pipeline.
 *
 * @param valid whether it can run; warnings do not count
 * @param problems all of them, in the order of the text
 * @param steps paths of the steps that it has, as far as they are known before it runs
 */
public record Validation(boolean valid, List<Problem> problems, List<String> steps) {
    static Validation of(Fields answer) {
        return new Validation(answer.flag("valid"), answer.list("problems", Problem::of), answer.textList("steps"));
    }
}
