package io.millrace.executor.local;

import io.millrace.engine.core.Exit;

/** The written form of an exit: {@code code 0}, {@code void REASON} or {@code unknown REASON}, in one line. */
final class ExitText {
    private static final int LONGEST_REASON = 900;

    private ExitText() {}

    static String of(Exit exit) {
        return switch (exit) {
            case Exit.Code code -> "code " + code.code();
            case Exit.NotStarted(String reason) -> "void " + oneLine(reason);
            case Exit.Unknown(String reason) -> "unknown " + oneLine(reason);
        };
    }

    /** Reads the written form; what cannot be read is an unknown end, never a success. */
    static Exit parse(String text) {
        int space = text.indexOf(' ');
        String rest = text.substring(space + 1);
        return switch (space < 0 ? "" : text.substring(0, space)) {
            case "code" -> code(text, rest);
            case "void" -> new Exit.NotStarted(rest);
            case "unknown" -> new Exit.Unknown(rest);
            default -> unreadable(text);
        };
    }

    private static Exit code(String text, String number) {
        return number.matches("\\d{1,3}") ? new Exit.Code(Integer.parseInt(number)) : unreadable(text);
    }

    private static Exit unreadable(String text) {
        return new Exit.Unknown("its exit record cannot be read: '" + text + "'");
    }

    private static String oneLine(String reason) {
        String line = reason.replaceAll("[\\r\\n\\x00]+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "...";
    }
}
