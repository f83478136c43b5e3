package io.millrace.cli;

import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.core.RunId;
import java.util.List;
import java.util.stream.Collectors;

/** Cache entries as people and programs see them. */
final class CachePage {
    private CachePage() {}

    static void list(Context context, List<CacheEntry.Stored> entries) {
        if (entries.isEmpty()) {
            context.out().println("no results to reuse");
            return;
        }
        Table table =
                new Table("ENTRY", "RUN", "STEP", "PIPELINE", "MADE", "TOOK", "SIZE", "HITS", "LAST HIT", "STATE");
        for (CacheEntry.Stored stored : entries) {
            CacheEntry entry = stored.entry();
            table.row(
                    Long.toString(stored.number()),
                    entry.run().toString(),
                    entry.path(),
                    entry.pipeline(),
                    RunsListing.time(entry.createdAt()),
                    CacheCommand.took(entry),
                    Amounts.text(entry.bytes()),
                    Long.toString(stored.hits()),
                    stored.lastHitAt().map(RunsListing::time).orElse(""),
                    stored.stale()
                            .map(why -> "stale: " + why)
                            .orElse(entry.status().word()));
        }
        table.print(context.out(), context.columns());
    }

    static void show(Context context, StoredRuns stored, CacheEntry.Stored found) {
        CacheEntry entry = found.entry();
        var out = context.out();
        out.println("entry %d  %s of %s  %s"
                .formatted(
                        found.number(),
                        entry.path(),
                        entry.run(),
                        entry.status().word()));
        found.stale().ifPresent(why -> out.println("stale     " + why));
        out.println("pipeline  %s, %s".formatted(entry.pipeline(), entry.source()));
        out.println("made      %s by %s, took %s"
                .formatted(RunsListing.time(entry.createdAt()), entry.user(), CacheCommand.took(entry)));
        out.println("strategy  " + entry.strategy().word());
        out.println("expires   " + expiry(entry));
        out.println("hits      %d%s"
                .formatted(
                        found.hits(),
                        found.lastHitAt()
                                .map(at -> ", the last " + RunsListing.time(at))
                                .orElse("")));
        List<RunId> users = stored.cache().usedBy(found.number());
        if (!users.isEmpty()) {
            out.println("used by   " + users.stream().map(RunId::toString).collect(Collectors.joining(" ")));
        }
        out.println("first     " + entry.first());
        out.println("second    " + entry.second());
        entry.outputs()
                .forEach((name, output) -> out.println("output    %s  %s  %s"
                        .formatted(
                                name,
                                output.path(),
                                output.digest().isEmpty() ? "(none)" : Amounts.text(output.bytes()))));
        entry.definition().texts().forEach((name, text) -> out.println("  %s: %s".formatted(name, text)));
        entry.contents().texts().forEach((name, text) -> out.println("  %s: %s".formatted(name, text)));
        out.flush();
    }

    private static String expiry(CacheEntry entry) {
        return entry.maxExpiredTime() == -1
                ? "never"
                : RunsListing.time(entry.createdAt().plusSeconds(entry.maxExpiredTime()));
    }

    static void json(Context context, StoredRuns stored, List<CacheEntry.Stored> entries) {
        context.out().println(Output.json(json -> {
            json.writeStartArray();
            for (CacheEntry.Stored found : entries) {
                CacheEntry entry = found.entry();
                json.writeStartObject();
                json.writeNumberField("entry", found.number());
                json.writeStringField("run", entry.run().toString());
                json.writeStringField("step", entry.path());
                json.writeStringField("jobId", entry.jobId());
                json.writeStringField("pipeline", entry.pipeline());
                json.writeStringField("source", entry.source());
                json.writeStringField("storage", entry.storage());
                json.writeStringField("user", entry.user());
                json.writeStringField("status", entry.status().word());
                json.writeStringField("strategy", entry.strategy().word());
                json.writeStringField("createdAt", entry.createdAt().toString());
                json.writeNumberField("tookMillis", entry.duration().toMillis());
                json.writeNumberField("maxExpiredTime", entry.maxExpiredTime());
                json.writeNumberField("bytes", entry.bytes());
                json.writeNumberField("hits", found.hits());
                if (found.lastHitAt().isPresent()) {
                    json.writeStringField("lastHitAt", found.lastHitAt().get().toString());
                }
                if (found.stale().isPresent()) {
                    json.writeStringField("stale", found.stale().get());
                }
                json.writeArrayFieldStart("usedBy");
                for (RunId user : stored.cache().usedBy(found.number())) {
                    json.writeString(user.toString());
                }
                json.writeEndArray();
                json.writeStringField("first", entry.first());
                json.writeStringField("second", entry.second());
                json.writeEndObject();
            }
            json.writeEndArray();
        }));
        context.out().flush();
    }
}
