package io.millrace.cli.view;

/** Text that must not disturb a terminal. */
public final class Text {
    private Text() {}

    /** {@code text} without control characters, cut to {@code columns} with an ellipsis. */
    public static String fit(String text, int columns) {
        String clean = printable(text);
        if (columns <= 1) {
            return "";
        }
        return clean.length() <= columns ? clean : clean.substring(0, columns - 1) + "…";
    }

    /** {@code text} with control characters replaced by blanks. */
    public static String printable(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            clean.append(Character.isISOControl(c) ? ' ' : c);
        }
        return clean.toString();
    }
}
