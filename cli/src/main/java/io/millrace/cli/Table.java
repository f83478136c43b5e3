package io.millrace.cli;

import io.millrace.cli.view.Text;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows under a heading; columns as wide as their longest text, the last one cut to the terminal. */
final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        rows.add(List.of(heading));
    }

    Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(PrintWriter out, int columns) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            out.println(line(row, widths, columns));
        }
        out.flush();
    }

    private static String line(List<String> row, int[] widths, int columns) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length - 1; i++) {
            line.append(Text.printable(row.get(i)))
                    .append(" ".repeat(widths[i] - row.get(i).length()))
                    .append(GAP);
        }
        String last = row.get(widths.length - 1);
        int room = columns - line.length();
        line.append(room > 10 ? Text.fit(last, room) : Text.printable(last));
        return line.toString().stripTrailing();
    }
}
