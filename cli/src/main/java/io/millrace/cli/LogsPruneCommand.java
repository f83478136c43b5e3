package io.millrace.cli;

import io.millrace.engine.TimeSource;
import io.millrace.engine.core.RunId;
import io.millrace.executor.local.AttemptFiles;
import io.millrace.executor.local.LogRetention;
import io.millrace.executor.local.LogRetention.Limits;
import io.millrace.executor.local.LogRetention.Log;
import io.millrace.executor.local.LogRetention.Stock;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "prune",
        description = "Remove the logs of steps that ended, by age and by size.",
        footer = {
            "",
            "With both limits a log has to be within both. The oldest go first. Logs of steps that have not ended count,",
            "but are never removed; runs, their results and their artifacts stay as they are.",
            "",
            "Examples:",
            "  millrace logs prune --older-than 30d --dry-run",
            "  millrace logs prune --max-size 10G",
            "  millrace logs prune --older-than 12w --max-size 100G -o json"
        })
final class LogsPruneCommand implements Callable<Integer> {
    private final Context context;

    @Mixin
    private HomeOption global = new HomeOption();

    @Mixin
    private PruneOptions options = new PruneOptions();

    @Option(
            names = "--max-size",
            paramLabel = "SIZE",
            description = "Remove logs until all together are no larger: 10G, 500M.")
    private String maxSize = "";

    LogsPruneCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Limits limits = limits();
        LogRetention retention =
                new LogRetention(new AttemptFiles(context.home(global.home).folder()));
        Stock stock = retention.stock();
        List<Log> excess = stock.excess(limits, TimeSource.SYSTEM.now());
        if (!options.dryRun) {
            for (Log log : excess) {
                retention.remove(log);
            }
        }
        switch (options.format) {
            case TEXT -> text(stock, excess);
            case JSON -> json(stock, excess);
        }
        context.out().flush();
        return ExitCode.OK;
    }

    private Limits limits() {
        if (options.olderThan.isEmpty() && maxSize.isEmpty()) {
            throw new UsageException("say what is to be removed: --older-than 30d, --max-size 10G, or both");
        }
        return new Limits(
                options.age(),
                maxSize.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Amounts.bytes("--max-size", maxSize)));
    }

    private void text(Stock stock, List<Log> excess) {
        Map<RunId, List<Log>> runs = excess.stream()
                .collect(Collectors.groupingBy(log -> log.attempt().run(), TreeMap::new, Collectors.toList()));
        runs.forEach((run, logs) -> context.out()
                .println("%s  %s, %s, the last one from %s"
                        .formatted(
                                run,
                                Amounts.count(logs.size(), "log"),
                                Amounts.text(bytes(logs)),
                                RunsListing.time(logs.getLast().written()))));
        long removed = bytes(excess);
        context.out()
                .println("%s %s, %s; %s, %s %s"
                        .formatted(
                                options.dryRun ? "would remove" : "removed",
                                Amounts.count(excess.size(), "log"),
                                Amounts.text(removed),
                                Amounts.count(stock.ended().size() - excess.size() + stock.live(), "log"),
                                Amounts.text(stock.bytes() - removed),
                                options.dryRun ? "would stay" : "stayed"));
        if (stock.live() > 0) {
            context.out()
                    .println("%s, %s, of steps that have not ended: never removed"
                            .formatted(Amounts.count(stock.live(), "log"), Amounts.text(stock.liveBytes())));
        }
    }

    private void json(Stock stock, List<Log> excess) {
        context.out().println(Output.json(json -> {
            json.writeStartObject();
            json.writeBooleanField("dryRun", options.dryRun);
            json.writeNumberField("removedBytes", bytes(excess));
            json.writeNumberField("leftBytes", stock.bytes() - bytes(excess));
            json.writeNumberField("live", stock.live());
            json.writeArrayFieldStart("removed");
            for (Log log : excess) {
                json.writeStartObject();
                json.writeStringField("run", log.attempt().run().toString());
                json.writeNumberField("node", log.attempt().node());
                json.writeNumberField("attempt", log.attempt().number());
                json.writeNumberField("bytes", log.bytes());
                json.writeStringField("written", log.written().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    private static long bytes(List<Log> logs) {
        return logs.stream().mapToLong(Log::bytes).sum();
    }
}
