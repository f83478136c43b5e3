package io.millrace.cli;

import io.millrace.pipeline.problem.TerminalText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Rows under a heading; columns as wide as their longest text, the last one cut to the terminal. */
final class Table {
    private static final String GAP = "  ";
    private final List<List<String>> rows = new ArrayList<>();

    Table(String... heading) {
        rows.add(List.of(heading));
    }

    Table row(String... cells) {
        rows.add(Stream.of(cells).map(TerminalText::printable).toList());
        return this;
    }

    void print(PrintWriter out, int columns) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TerminalText.width(row.get(i)));
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
            line.append(row.get(i))
                    .append(" ".repeat(widths[i] - TerminalText.width(row.get(i))))
                    .append(GAP);
        }
        String last = row.get(widths.length - 1);
        int room = columns - TerminalText.width(line.toString());
        line.append(room > 10 ? TerminalText.fit(last, room) : last);
        return line.toString().stripTrailing();
    }
}
