package io.millrace.cli;

import io.millrace.client.CacheAnswer;
import io.millrace.client.CacheEntry;
import io.millrace.client.CacheFilter;
import java.util.List;
import java.util.Optional;

/** The step cache of a server. */
record RemoteCache(Context context, Remote remote) {

    void list(List<String> runs, List<String> users, List<String> storages, PageOption page, ListFormat format) {
        CacheFilter filter = CacheFilter.ALL
                .runs(RemoteRuns.texts(runs))
                .users(RemoteRuns.texts(users))
                .storages(RemoteRuns.texts(storages))
                .pageSize(page.pageSize());
        records(format)
                .printAll(remote.ask(client ->
                        client.cache().stream(filter).limit(page.limit()).toList()));
    }

    void show(String entry, ListFormat format) {
        records(format).print(remote.ask(client -> client.cache().show(entry)));
    }

    void delete(List<String> entries) {
        for (String entry : entries) {
            remote.tell(client -> client.cache().delete(entry));
            context.out().println("deleted " + entry);
            context.out().flush();
        }
    }

    void explain(String run, String step) {
        Optional<CacheAnswer> found = remote.ask(client -> client.runs().explain(run, step));
        if (found.isEmpty()) {
            context.out().println("%s of %s did not ask the cache".formatted(step, run));
        } else {
            CacheAnswer answer = found.get();
            context.out().println("%s  %s  %s".formatted(step, answer.answer(), answer.reason()));
            answer.changes()
                    .forEach(change -> context.out()
                            .println("  %s: '%s' is now '%s'"
                                    .formatted(change.name(), change.before(), change.after())));
        }
        context.out().flush();
    }

    private Records<CacheEntry> records(ListFormat format) {
        return new Records<>(
                context,
                format,
                "the cache is empty",
                List.of(
                        new Records.Column<>("ENTRY", CacheEntry::id),
                        new Records.Column<>("RUN", CacheEntry::run),
                        new Records.Column<>("STEP", CacheEntry::step),
                        new Records.Column<>("USER", CacheEntry::user),
                        new Records.Column<>("FS", CacheEntry::storage),
                        new Records.Column<>("CREATED", entry -> RunsListing.time(entry.createdAt())),
                        new Records.Column<>("USED", entry -> RunsListing.time(entry.updatedAt()))));
    }
}
