package io.millrace.cli;

import io.millrace.client.TransferListener;
import java.util.OptionalLong;

/** How far a download is, in one line of the terminal that is written over; without a terminal nothing. */
final class TransferBar implements TransferListener {
    private static final int WIDTH = 30;

    private final Context context;
    private String shown = "";

    TransferBar(Context context) {
        this.context = context;
    }

    @Override
    public void progressed(long done, OptionalLong whole) {
        if (!context.terminal()) {
            return;
        }
        String line = line(done, whole);
        if (!line.equals(shown)) {
            write(line);
        }
    }

    private static String line(long done, OptionalLong whole) {
        if (whole.isEmpty() || whole.getAsLong() == 0) {
            return Amounts.text(done);
        }
        int filled = (int) (WIDTH * done / whole.getAsLong());
        return "%s%s %3d %%  %s of %s"
                .formatted(
                        "█".repeat(filled),
                        "░".repeat(WIDTH - filled),
                        100 * done / whole.getAsLong(),
                        Amounts.text(done),
                        Amounts.text(whole.getAsLong()));
    }

    /** Takes the line away: what comes next says how it ended. */
    void clear() {
        if (!shown.isEmpty()) {
            write("");
        }
    }

    private void write(String line) {
        String over = " ".repeat(Math.max(0, shown.length() - line.length()));
        context.err().print("\r" + line + over + (line.isEmpty() ? "\r" : ""));
        context.err().flush();
        shown = line;
    }
}
