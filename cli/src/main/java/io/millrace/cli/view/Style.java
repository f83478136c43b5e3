package io.millrace.cli.view;

import io.millrace.engine.core.NodeStatus;

/** Colours and marks; plain where colours are not wanted. */
public record Style(boolean colours) {

    /** Colours on terminals, and never with {@code NO_COLOR}. */
    public static Style of(boolean terminal, String noColor) {
        return new Style(terminal && noColor.isEmpty());
    }

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    /** One character that tells a status. */
    public String mark(NodeStatus status) {
        return switch (status) {
            case SUCCEEDED -> paint("32", "✓");
            case FAILED -> paint("31", "✗");
            case RUNNING -> paint("36", "▶");
            case TERMINATING -> paint("33", "◼");
            case TERMINATED, CANCELLED -> paint("33", "⊘");
            case SKIPPED -> paint("2", "↷");
            case INIT, PENDING -> paint("2", "·");
        };
    }

    private String paint(String code, String text) {
        return colours && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
