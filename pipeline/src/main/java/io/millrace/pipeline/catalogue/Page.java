package io.millrace.pipeline.catalogue;

import io.millrace.pipeline.problem.Code;

/**
 * What there is to know about one kind of problem.
 *
 * @param explanation the rule and why it is there, in Markdown
 * @param wrong a pipeline that has the problem; empty: the problem lies in the size of a text or in the request only
 * @param right the same without it; empty when {@code wrong} is
 */
public record Page(Code code, String explanation, String wrong, String right) {
    Page(Code code, String explanation) {
        this(code, explanation, "", "");
    }

    /** For a terminal. */
    public String text() {
        StringBuilder text = new StringBuilder(
                "%s: %s%n%n".formatted(code.id(), code.title()).replace("\r\n", "\n"));
        text.append(explanation.strip().replace("`", "'")).append('\n');
        example(text, "Wrong", wrong);
        example(text, "Right", right);
        return text.toString();
    }

    private static void example(StringBuilder text, String title, String yaml) {
        if (!yaml.isEmpty()) {
            text.append('\n').append(title).append(":\n\n").append(yaml.indent(4));
        }
    }

    /** For the documentation. */
    public String markdown() {
        StringBuilder text = new StringBuilder("### %s: %s\n\n".formatted(code.id(), code.title()));
        text.append(explanation.strip()).append('\n');
        if (!wrong.isEmpty()) {
            text.append("\nWrong:\n\n```yaml\n").append(wrong).append("```\n");
            text.append("\nRight:\n\n```yaml\n").append(right).append("```\n");
        }
        return text.toString();
    }
}
