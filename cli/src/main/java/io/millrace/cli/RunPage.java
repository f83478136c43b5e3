package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.cli.view.Durations;
import io.millrace.cli.view.NodeJson;
import io.millrace.cli.view.Style;
import io.millrace.engine.core.AttemptId;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.record.NodeRow;
import io.millrace.engine.record.RunRecord;
import io.millrace.executor.local.Confinement;
import io.millrace.pipeline.problem.TerminalText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Everything there is to say about one run. */
final class RunPage {
    private final Context context;
    private final StoredRuns stored;
    private final RunRecord run;

    RunPage(Context context, StoredRuns stored, RunRecord run) {
        this.context = context;
        this.stored = stored;
        this.run = run;
    }

    void print(Output.Format format) {
        List<NodeRow> nodes = stored.queries().nodes(run.id());
        switch (format) {
            case TEXT -> text(nodes);
            case JSON -> json(nodes);
        }
        context.out().flush();
    }

    private void text(List<NodeRow> nodes) {
        var out = context.out();
        var row = run.row();
        Style style = context.style();
        String message = row.message().isEmpty() ? "" : ": " + row.message();
        out.println("%s  %s  %s%s"
                .formatted(
                        style.bold(run.id().toString()),
                        run.created().name(),
                        row.status().word(),
                        message));
        out.println("created  " + RunsListing.time(run.created().createdAt()) + "  by "
                + run.created().user());
        out.println("source   " + run.created().source());
        run.created().retryOf().ifPresent(old -> out.println("retry of " + old));
        row.activatedAt()
                .flatMap(start -> row.endedAt().map(end -> Durations.text(Duration.between(start, end))))
                .ifPresent(took -> out.println("took     " + took));
        ownership().ifPresent(note -> out.println("note     " + note));
        out.println();
        List<WaitingNode> waiting = row.status().isFinal() ? List.of() : WaitingNode.of(run, nodes);
        int width = Math.max(
                nodes.stream().mapToInt(node -> node.path().length()).max().orElse(0),
                waiting.stream().mapToInt(node -> node.path().length()).max().orElse(0));
        for (NodeRow node : nodes) {
            if (!node.path().isEmpty()) {
                out.println(line(node, style, width));
            }
        }
        for (WaitingNode node : waiting) {
            out.println(
                    " %s %s  waits: %s".formatted(style.mark(NodeStatus.INIT), pad(node.path(), width), node.reason()));
        }
    }

    /** Nobody works on an unfinished run of a home that no process owns: say so rather than show it as if. */
    private Optional<String> ownership() {
        if (run.row().status().isFinal()) {
            return Optional.empty();
        }
        return stored.owner().isPresent()
                ? stored.owner().map(owner -> "process %d works on it (%s)".formatted(owner.pid(), owner.doing()))
                : Optional.of("no Millrace process works on it: what is shown is what it was when the last one ended;"
                        + " its steps may still be running. `millrace resume` takes it up again");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String line(NodeRow node, Style style, int width) {
        String took = node.startedAt()
                .flatMap(start -> node.endedAt().map(end -> Durations.text(Duration.between(start, end))))
                .orElse("");
        StringBuilder line = new StringBuilder(" %s %s  %-10s  %7s"
                .formatted(
                        style.mark(node.status()),
                        pad(node.path(), width),
                        node.status().word(),
                        took));
        if (node.attempts() > 1) {
            line.append("  attempt ").append(node.attempts());
        }
        if (!node.waiting().isEmpty()) {
            line.append("  waits: ").append(node.waiting());
        }
        node.keptFrom()
                .filter(origin -> node.message().isEmpty())
                .ifPresent(origin -> line.append("  kept from ").append(origin));
        if (!node.message().isEmpty()) {
            line.append("  ").append(TerminalText.printable(node.message()));
        }
        return line.toString().stripTrailing();
    }

    private void confinement(JsonGenerator json, NodeRow node) throws IOException {
        AttemptId attempt = new AttemptId(node.run(), node.node(), node.attempts());
        Optional<Confinement> found = Confinement.read(stored.files().confinement(attempt));
        if (found.isPresent()) {
            json.writeObjectFieldStart("confinement");
            json.writeBooleanField("sandbox", found.get().sandbox());
            json.writeBooleanField("network", found.get().network());
            json.writeStringField("cpu", found.get().cpu().word());
            json.writeStringField("memory", found.get().memory().word());
            json.writeEndObject();
        }
    }

    private void json(List<NodeRow> nodes) {
        context.out().println(Output.json(json -> {
            json.writeStartObject();
            json.writeStringField("run", run.id().toString());
            json.writeStringField("name", run.created().name());
            json.writeStringField("user", run.created().user());
            json.writeStringField("storage", run.created().storage());
            json.writeStringField("description", run.created().description());
            json.writeStringField("source", run.created().source());
            json.writeStringField("status", run.row().status().word());
            json.writeStringField("message", run.row().message());
            json.writeStringField("createdAt", run.created().createdAt().toString());
            if (run.row().activatedAt().isPresent()) {
                json.writeStringField(
                        "activatedAt", run.row().activatedAt().get().toString());
            }
            if (run.row().endedAt().isPresent()) {
                json.writeStringField("endedAt", run.row().endedAt().get().toString());
            }
            if (run.created().retryOf().isPresent()) {
                json.writeStringField("retryOf", run.created().retryOf().get().toString());
            }
            json.writeBooleanField("owned", stored.owner().isPresent());
            json.writeArrayFieldStart("nodes");
            for (NodeRow node : nodes) {
                json.writeStartObject();
                NodeJson.fields(json, node);
                json.writeFieldName("detail");
                json.writeRawValue(node.detail().orElse("{}"));
                confinement(json, node);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("waiting");
            for (WaitingNode node :
                    run.row().status().isFinal() ? List.<WaitingNode>of() : WaitingNode.of(run, nodes)) {
                json.writeStartObject();
                json.writeStringField("path", node.path());
                json.writeStringField("waiting", node.reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }
}
