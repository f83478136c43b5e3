package io.millrace.cli.view;

import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRow;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One line for each change, with its time: for files, pipes and build servers. Of several runs each line names its own.
 */
public final class PlainView implements RunView {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final PrintWriter out;
    private final Set<RunId> runs = ConcurrentHashMap.newKeySet();
    private final Map<Node, String> shown = new HashMap<>();

    private record Node(RunId run, int number) {}

    public PlainView(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void created(RunId run, String pipeline, List<String> steps) {
        runs.add(run);
        String count = steps.isEmpty() ? "" : steps.size() == 1 ? ", 1 step" : ", " + steps.size() + " steps";
        line(Instant.now(), "%s  pipeline %s%s".formatted(run, pipeline, count));
    }

    @Override
    public void nodes(List<NodeRow> rows) {
        for (NodeRow row : rows) {
            String state = state(row);
            boolean worth = row.kind() != NodeRow.Kind.DAG && isWorthALine(row);
            if (worth && !state.equals(shown.put(new Node(row.run(), row.node()), state))) {
                line(row.endedAt().orElse(Instant.now()), of(row.run()) + row.path() + "  " + state);
            }
        }
    }

    /** What is about to begin says nothing yet, unless it waits for its next attempt. */
    private static boolean isWorthALine(NodeRow row) {
        boolean begun = row.status() != NodeStatus.INIT && row.status() != NodeStatus.PENDING;
        return begun || row.waiting().startsWith("backoff");
    }

    private static String state(NodeRow row) {
        String text = row.keptFrom().isPresent() && row.message().isEmpty()
                ? row.status().word() + " in " + row.keptFrom().get() + ", kept"
                : row.status().word();
        if (row.attempts() > 1 || (row.attempts() == 1 && row.waiting().startsWith("backoff"))) {
            text += " (attempt " + row.attempts() + ")";
        }
        if (row.startedAt().isPresent()
                && row.endedAt().isPresent()
                && row.keptFrom().isEmpty()) {
            text += " after "
                    + Durations.text(Duration.between(
                            row.startedAt().get(), row.endedAt().get()));
        }
        if (row.waiting().startsWith("backoff")) {
            text += ", " + row.waiting();
        }
        return row.message().isEmpty() ? text : text + ": " + row.message();
    }

    @Override
    public void run(RunRow row) {
        String text = of(row.run()) + "run  " + row.status().word();
        line(row.updatedAt(), row.message().isEmpty() ? text : text + ": " + row.message());
    }

    private String of(RunId run) {
        return runs.size() > 1 ? run + "  " : "";
    }

    @Override
    public void notice(String text) {
        line(Instant.now(), text);
    }

    private synchronized void line(Instant at, String text) {
        out.println(CLOCK.format(at) + "  " + text);
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
