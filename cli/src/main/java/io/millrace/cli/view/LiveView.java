package io.millrace.cli.view;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import io.millrace.pipeline.problem.TerminalText;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A table on a terminal that redraws itself: one line a step with its state, elapsed time and last log line. Of large
 * runs it shows what runs, what failed and what ended last.
 */
public final class LiveView implements RunView {
    private static final int REDRAW_MILLIS = 100;
    private static final String CLEAR_RIGHT = "\u001b[K";
    private static final String CLEAR_DOWN = "\u001b[J";

    /** Some terminals draw some characters wider than others do: such a line must not become two. */
    private static final String CUT_LONG_LINES = "\u001b[?7l";

    private static final String WRAP_LONG_LINES = "\u001b[?7h";

    private final PrintWriter out;
    private final TerminalSize size;
    private final Style style;
    private final Function<NodeRow, String> lastLogLine;
    private final Map<Integer, NodeRow> rows = new LinkedHashMap<>();
    private final ScheduledExecutorService painter = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-view").daemon().factory());
    private final Future<?> painting;
    private final Set<String> planned = new LinkedHashSet<>();
    private String title = "";
    private int drawn;
    private boolean dirty;
    private boolean closed;

    /**
     * @param lastLogLine the last line that a running step wrote; asked for on a thread of the view
     */
    public LiveView(PrintWriter out, TerminalSize size, Style style, Function<NodeRow, String> lastLogLine) {
        this.out = out;
        this.size = size;
        this.style = style;
        this.lastLogLine = lastLogLine;
        this.painting = painter.scheduleWithFixedDelay(this::tick, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void created(RunId run, String pipeline, List<String> steps) {
        title = run + "  " + pipeline;
        planned.addAll(steps);
        paint();
    }

    @Override
    public synchronized void nodes(List<NodeRow> changed) {
        for (NodeRow row : changed) {
            if (row.kind() != NodeRow.Kind.DAG) {
                rows.put(row.node(), row);
            }
            planned.remove(row.path());
        }
        dirty = true;
    }

    @Override
    public synchronized void run(RunRow row) {
        dirty = true;
        if (row.status().isFinal()) {
            paint();
        }
    }

    @Override
    public synchronized void notice(String text) {
        paint(List.of(text));
    }

    private synchronized void tick() {
        boolean running = rows.values().stream().anyMatch(row -> row.status() == NodeStatus.RUNNING);
        if (dirty || running) {
            paint();
        }
    }

    private void paint() {
        paint(List.of());
    }

    /**
     * Draws the table over the one before, {@code above} it first. Line by line, since tmux keeps what a whole screen held
     * before it was cleared.
     */
    private void paint(List<String> above) {
        dirty = false;
        if (drawn > 0) {
            out.print("\u001b[" + drawn + "A\r");
        }
        for (String line : above) {
            out.println(line + CLEAR_RIGHT);
        }
        List<String> lines = lines();
        out.print(CUT_LONG_LINES);
        for (String line : lines) {
            out.println(line + CLEAR_RIGHT);
        }
        out.print(WRAP_LONG_LINES);
        if (above.size() + lines.size() < drawn) {
            out.print(CLEAR_DOWN);
        }
        drawn = lines.size();
        out.flush();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(title) + "  " + counts());
        List<NodeRow> shown = visible();
        List<String> waiting = planned.stream()
                .limit(Math.max(0, size.rows() - 3 - shown.size()))
                .toList();
        int width = Stream.concat(shown.stream().map(NodeRow::path), waiting.stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        shown.forEach(row -> lines.add(line(row, Math.min(width, 40))));
        waiting.forEach(path -> lines.add(" " + style.mark(NodeStatus.INIT) + " " + style.dim(path)));
        return lines;
    }

    private String counts() {
        Map<NodeStatus, Integer> counts = new LinkedHashMap<>();
        rows.values().forEach(row -> counts.merge(row.status(), 1, Integer::sum));
        List<String> parts = new ArrayList<>();
        counts.forEach((status, count) -> parts.add(count + " " + status.word()));
        return String.join(", ", parts);
    }

    private List<NodeRow> visible() {
        int room = Math.max(3, size.rows() - 3);
        List<NodeRow> all = new ArrayList<>(rows.values());
        if (all.size() <= room) {
            return all;
        }
        List<NodeRow> urgent = all.stream()
                .filter(row -> row.status() == NodeStatus.RUNNING
                        || row.status() == NodeStatus.TERMINATING
                        || row.status() == NodeStatus.FAILED)
                .limit(room)
                .toList();
        List<NodeRow> ended = all.stream()
                .filter(row -> row.status().isFinal() && row.status() != NodeStatus.FAILED)
                .toList();
        int space = room - urgent.size();
        List<NodeRow> chosen = new ArrayList<>(ended.subList(Math.max(0, ended.size() - space), ended.size()));
        chosen.addAll(urgent);
        return chosen;
    }

    private String line(NodeRow row, int width) {
        String name = String.format("%-" + Math.max(1, width) + "s", row.path());
        String head = " %s %s  %7s  ".formatted(style.mark(row.status()), name, elapsed(row));
        int used = 3 + Math.max(width, row.path().length()) + 2 + 7 + 2;
        return head + style.dim(TerminalText.fit(remark(row), size.columns() - used - 1));
    }

    private String remark(NodeRow row) {
        if (!row.message().isEmpty()) {
            return row.message();
        }
        if (!row.waiting().isEmpty()) {
            return "waits: " + row.waiting();
        }
        Optional<RunId> kept = row.keptFrom();
        if (kept.isPresent()) {
            return "kept from " + kept.get();
        }
        return row.attempts() > 0 ? lastLogLine.apply(row) : "";
    }

    private static String elapsed(NodeRow row) {
        return row.startedAt()
                .map(start ->
                        Durations.text(Duration.between(start, row.endedAt().orElse(Instant.now()))))
                .orElse("");
    }

    @Override
    public void close() {
        painting.cancel(false);
        painter.shutdownNow();
        synchronized (this) {
            if (!closed) {
                closed = true;
                planned.clear();
                paint();
            }
        }
    }
}
