package io.millrace.cli.view;

/** Room on the terminal, in characters. */
public record TerminalSize(int columns, int rows) {
    private static final int MOST = 1000;

    /** From the words that {@code stty size} prints, rows first; 80 by 24 when they are none. */
    public static TerminalSize parse(String text) {
        String[] words = text.trim().split("\\s+", -1);
        if (words.length == 2 && words[0].matches("\\d{1,4}") && words[1].matches("\\d{1,4}")) {
            int rows = Integer.parseInt(words[0]);
            int columns = Integer.parseInt(words[1]);
            if (rows > 3 && columns > 20) {
                return new TerminalSize(Math.min(MOST, columns), Math.min(MOST, rows));
            }
        }
        return new TerminalSize(80, 24);
    }
}
