package io.millrace.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.cli.view.Durations;
import io.millrace.engine.record.RunSummary;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** A list of runs, as a table or as JSON. */
final class RunsListing {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private RunsListing() {}

    static void print(Context context, List<RunSummary> runs, Output.Format format) {
        switch (format) {
            case TEXT -> {
                if (runs.isEmpty()) {
                    context.out().println("no runs yet; `millrace run FILE` makes one");
                } else {
                    table(runs).print(context.out(), context.columns());
                }
            }
            case JSON ->
                context.out().println(Output.json(json -> {
                    json.writeStartArray();
                    for (RunSummary run : runs) {
                        json.writeStartObject();
                        fields(json, run);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                }));
        }
        context.out().flush();
    }

    private static Table table(List<RunSummary> runs) {
        Table table = new Table("RUN", "PIPELINE", "STATUS", "CREATED", "TOOK", "MESSAGE");
        for (RunSummary run : runs) {
            table.row(
                    run.id().toString(),
                    run.name(),
                    run.status().word(),
                    TIME.format(run.createdAt()),
                    took(run),
                    run.message());
        }
        return table;
    }

    private static String took(RunSummary run) {
        return run.activatedAt()
                .flatMap(start -> run.endedAt().map(end -> Durations.text(Duration.between(start, end))))
                .orElse("");
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static void fields(JsonGenerator json, RunSummary run) throws IOException {
        json.writeStringField("run", run.id().toString());
        json.writeStringField("name", run.name());
        json.writeStringField("user", run.user());
        json.writeStringField("storage", run.storage());
        json.writeStringField("description", run.description());
        json.writeStringField("source", run.source());
        if (run.retryOf().isPresent()) {
            json.writeStringField("retryOf", run.retryOf().get().toString());
        }
        json.writeStringField("status", run.status().word());
        json.writeStringField("message", run.message());
        json.writeStringField("createdAt", run.createdAt().toString());
        if (run.activatedAt().isPresent()) {
            json.writeStringField("activatedAt", run.activatedAt().get().toString());
        }
        if (run.endedAt().isPresent()) {
            json.writeStringField("endedAt", run.endedAt().get().toString());
        }
    }
}
