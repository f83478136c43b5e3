package io.millrace.engine.cache;

import io.millrace.engine.Secrets;
import io.millrace.engine.TimeSource;
import io.millrace.engine.cache.CacheCheck.Answer;
import io.millrace.engine.cache.CacheCheck.Change;
import io.millrace.engine.cache.CacheEntry.Output;
import io.millrace.engine.cache.CacheEntry.Stored;
import io.millrace.engine.cache.StorageContents.Sight;
import io.millrace.engine.core.CacheQuestion;
import io.millrace.engine.core.NodeStatus;
import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Looks for an earlier result that stands for a step. Changes nothing but what it finds to be stale. */
public final class Lookup {
    /** The same step missed in as many runs for the same reason: worth a word. */
    private static final int RESTLESS = 3;

    /** Entries that are compared with a step to find the nearest. */
    private static final int COMPARED = 20;

    private final BiConsumer<Long, String> stale;
    private final CacheQueries queries;
    private final StorageContents contents;
    private final Secrets secrets;
    private final TimeSource time;
    private final SecondFingerprint reader;
    private final Explanation explanation;

    Lookup(CacheStore store, CacheQueries queries, StorageContents contents, Secrets secrets, TimeSource time) {
        this(store::markStale, queries, contents, secrets, time);
    }

    private Lookup(
            BiConsumer<Long, String> stale,
            CacheQueries queries,
            StorageContents contents,
            Secrets secrets,
            TimeSource time) {
        this.stale = stale;
        this.queries = queries;
        this.contents = contents;
        this.secrets = secrets;
        this.time = time;
        this.reader = new SecondFingerprint(contents);
        this.explanation = new Explanation(contents);
    }

    /** One that changes nothing. */
    public static Lookup readOnly(CacheQueries queries, StorageContents contents, Secrets secrets, TimeSource time) {
        return new Lookup((entry, reason) -> {}, queries, contents, secrets, time);
    }

    /**
     * What a run would be told now.
     *
     * @param leader who does the same right now, {@code run-000001 train}
     * @param key what another step would have to be the same in; empty text when that cannot be known
     */
    public record Forecast(Answer answer, String reason, Optional<Stored> entry, Optional<String> leader, String key) {}

    /**
     * What came of looking for a result.
     *
     * @param broken why entries that fit cannot be reused, by number
     */
    record Found(Optional<Stored> hit, Map<Long, String> broken) {}

    /** What the cache would answer now, without reserving anything. */
    public Forecast forecast(CacheQuestion question) {
        try {
            Prints prints = prints(question);
            Found found = find(question, prints);
            if (found.hit().isPresent()) {
                return new Forecast(Answer.HIT, "", found.hit(), Optional.empty(), prints.key());
            }
            Optional<Stored> nearest = nearest(question, prints, found);
            String reason = Explanation.reason(nearest, changes(prints, nearest), time.now());
            Optional<String> leader = queries.leader(prints.first(), prints.second(), question.source());
            return new Forecast(Answer.MISS, reason, nearest, leader, prints.key());
        } catch (UnknowableException e) {
            String reason = String.valueOf(e.getMessage());
            return new Forecast(Answer.UNCACHEABLE, reason, Optional.empty(), Optional.empty(), "");
        }
    }

    Prints prints(CacheQuestion question) throws UnknowableException {
        return Prints.of(question, reader, secrets);
    }

    Found find(CacheQuestion question, Prints prints) {
        Instant now = time.now();
        Map<Long, String> broken = new HashMap<>();
        for (Stored stored : queries.candidates(prints.first(), prints.storage(), question.source())) {
            CacheEntry entry = stored.entry();
            boolean fits = entry.second().equals(prints.second())
                    && entry.strategy() == question.strategy()
                    && !entry.isExpired(now)
                    && (entry.status() == NodeStatus.SUCCEEDED || question.reusesFailures());
            if (!fits) {
                continue;
            }
            Optional<String> why = broken(entry);
            if (why.isEmpty()) {
                return new Found(Optional.of(stored), broken);
            }
            stale.accept(stored.number(), why.get()); // so that nobody looks again
            broken.put(stored.number(), why.get());
        }
        return new Found(Optional.empty(), broken);
    }

    /** The earlier entry that the step differs least from; of several the newest. */
    Optional<Stored> nearest(CacheQuestion question, Prints prints, Found found) {
        return queries
                .comparable(prints.first(), prints.storage(), question.source(), question.path(), COMPARED)
                .stream()
                .min(Comparator.comparingInt(stored -> Explanation.distance(prints, stored.entry())))
                .map(stored -> Optional.ofNullable(found.broken().get(stored.number()))
                        .map(stored::withStale)
                        .orElse(stored));
    }

    /** Why its outputs are not what they were when they were made; empty: they are. */
    private Optional<String> broken(CacheEntry entry) {
        for (Map.Entry<String, Output> output : entry.outputs().entrySet()) {
            Optional<String> broken = broken(entry.storage(), output.getKey(), output.getValue());
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }

    private Optional<String> broken(String location, String name, Output then) {
        try {
            Output now = output(location, then.path());
            if (now.digest().equals(then.digest())) {
                return Optional.empty();
            }
            return Optional.of(
                    now.digest().isEmpty()
                            ? "its output '%s' is gone".formatted(name)
                            : "its output '%s' was changed".formatted(name));
        } catch (UnknowableException e) {
            return Optional.of("its output '%s': %s".formatted(name, e.getMessage()));
        }
    }

    private Output output(String location, String path) throws UnknowableException {
        return output(path, contents.sight(location, path));
    }

    static Output output(String path, Optional<Sight> seen) throws UnknowableException {
        if (seen.isEmpty()) {
            return new Output(path, "", 0);
        }
        StorageContents.Content content = seen.get().content();
        return new Output(path, content.digest(), content.bytes());
    }

    List<Change> changes(Prints prints, Optional<Stored> nearest) {
        return nearest.map(stored -> explanation.changes(prints, stored.entry()))
                .orElse(List.of());
    }

    /** Why it runs, with a warning when the same ingredient changes in every run. */
    String reason(RunId run, CacheQuestion question, Optional<Stored> nearest, List<Change> changes) {
        String reason = Explanation.reason(nearest, changes, time.now());
        List<CacheCheck> earlier = queries.checks(question.source(), question.path(), run, RESTLESS - 1);
        boolean restless =
                earlier.size() == RESTLESS - 1 && earlier.stream().allMatch(check -> check.answer() == Answer.MISS);
        return restless
                ? changes.stream()
                        .map(Change::name)
                        .filter(name -> earlier.stream().allMatch(check -> changes(check, name)))
                        .findFirst()
                        .map(name -> "%s; %s%s".formatted(reason, name, CacheCheck.RESTLESS.formatted(RESTLESS)))
                        .orElse(reason)
                : reason;
    }

    /** A first run has nothing to differ from, but its value was another one all the same. */
    private static boolean changes(CacheCheck check, String name) {
        return check.entry().isEmpty()
                || check.changes().stream().anyMatch(change -> change.name().equals(name));
    }
}
