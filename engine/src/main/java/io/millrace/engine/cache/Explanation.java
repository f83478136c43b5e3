package io.millrace.engine.cache;

import io.millrace.engine.cache.CacheCheck.Change;
import io.millrace.engine.cache.CacheEntry.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Why no earlier result stands for a step: what differs from the nearest one. */
final class Explanation {
    private static final int LONGEST_VALUE = 60;
    private static final int MOST_LINES = 20;

    /** Facts that both strategies write in the same way: the others cannot be compared across strategies. */
    private static final Pattern WRITTEN_ALIKE = Pattern.compile("(?!input )");

    private final StorageContents contents;

    Explanation(StorageContents contents) {
        this.contents = contents;
    }

    List<Change> changes(Prints now, CacheEntry earlier) {
        List<Change> changes = new ArrayList<>();
        if (now.strategy() != earlier.strategy()) {
            changes.add(new Change(
                    "strategy", earlier.strategy().word(), now.strategy().word(), List.of()));
        }
        for (Facts.Change change : definition(now, earlier)) {
            changes.add(change(change, lines(change)));
        }
        for (Facts.Change change : contents(now, earlier)) {
            changes.add(change(change, files(change)));
        }
        return changes;
    }

    /** How many ingredients differ. */
    static int distance(Prints now, CacheEntry earlier) {
        int strategy = now.strategy() == earlier.strategy() ? 0 : 1;
        return strategy
                + definition(now, earlier).size()
                + contents(now, earlier).size();
    }

    private static List<Facts.Change> definition(Prints now, CacheEntry earlier) {
        List<Facts.Change> changes = now.definition().changesSince(earlier.definition());
        return now.strategy() == earlier.strategy()
                ? changes
                : changes.stream()
                        .filter(change -> WRITTEN_ALIKE.matcher(change.name()).lookingAt())
                        .toList();
    }

    private static List<Facts.Change> contents(Prints now, CacheEntry earlier) {
        return now.strategy() == earlier.strategy() ? now.contents().changesSince(earlier.contents()) : List.of();
    }

    private static Change change(Facts.Change change, List<String> lines) {
        return new Change(
                change.name(), change.before().orElse(""), change.after().orElse(""), lines);
    }

    private List<String> files(Facts.Change change) {
        return change.before().isPresent() && change.after().isPresent()
                ? contents.differences(change.before().get(), change.after().get()).stream()
                        .map(line -> line.replaceFirst("^\\(the path itself\\): ", ""))
                        .toList()
                : List.of();
    }

    private static List<String> lines(Facts.Change change) {
        List<String> before = change.before()
                .map(String::lines)
                .orElseGet(() -> Arrays.stream(new String[0]))
                .toList();
        List<String> after = change.after()
                .map(String::lines)
                .orElseGet(() -> Arrays.stream(new String[0]))
                .toList();
        if (before.size() < 2 && after.size() < 2) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("- " + line));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+ " + line));
        return lines.subList(0, Math.min(lines.size(), MOST_LINES));
    }

    /** One line for people. */
    static String reason(Optional<Stored> nearest, List<Change> changes, Instant now) {
        if (nearest.isEmpty()) {
            return "there is no earlier result";
        }
        String run = nearest.get().entry().run().toString();
        if (changes.isEmpty()) {
            return same(nearest.get(), run, now);
        }
        String more = changes.size() > 1 ? ", and %d more".formatted(changes.size() - 1) : "";
        return "%s changed since %s%s%s".formatted(changes.getFirst().name(), run, values(changes.getFirst()), more);
    }

    private static String values(Change change) {
        boolean telling = change.lines().isEmpty()
                && !change.name().startsWith("content ")
                && change.before().length() <= LONGEST_VALUE
                && change.after().length() <= LONGEST_VALUE;
        if (telling) {
            return ": '%s' is now '%s'".formatted(change.before(), change.after());
        }
        return change.lines().isEmpty() ? "" : ": " + change.lines().getFirst();
    }

    private static String same(Stored nearest, String run, Instant now) {
        if (nearest.stale().isPresent()) {
            return "the result of %s cannot be reused: %s"
                    .formatted(run, nearest.stale().get());
        }
        if (nearest.entry().isExpired(now)) {
            return "the result of %s has expired".formatted(run);
        }
        return "%s of %s is not reused here".formatted(nearest.entry().status().word(), run);
    }
}
