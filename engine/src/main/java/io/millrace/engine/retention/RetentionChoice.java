package io.millrace.engine.retention;

import io.millrace.engine.core.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Which runs are not to be kept.
 *
 * @param chosen in the order in which they can be deleted: a run after those that use its results
 * @param held outside of the limits, but used by runs that stay; newest first
 */
record RetentionChoice(List<RunId> chosen, List<RunId> held) {
    RetentionChoice {
        chosen = List.copyOf(chosen);
        held = List.copyOf(held);
    }

    /** A run that has ended. */
    record Ended(RunId run, Instant at) {}

    /**
     * What there is to choose from.
     *
     * @param ended oldest first
     * @param users who uses results of a run; always newer ones
     * @param artifactBytes of a run; asked only when they are limited
     * @param unfinishedBytes artifacts of runs that have not ended
     */
    record Stock(
            List<Ended> ended,
            Function<RunId, Set<RunId>> users,
            ToLongFunction<RunId> artifactBytes,
            long unfinishedBytes) {}

    /** @param reusedToo whether runs whose results are used may be chosen */
    static RetentionChoice of(Stock stock, RetentionLimits limits, boolean reusedToo, Instant now) {
        Set<RunId> wanted = outside(stock.ended(), limits, now);
        Set<RunId> chosen = new HashSet<>();
        for (Ended ended : stock.ended().reversed()) {
            if (wanted.contains(ended.run()) && isFree(stock, ended.run(), chosen, reusedToo)) {
                chosen.add(ended.run());
            }
        }
        if (limits.artifactBytes().isPresent()) {
            shrink(stock, limits.artifactBytes().getAsLong(), reusedToo, chosen);
        }
        List<RunId> held = wanted.stream().filter(run -> !chosen.contains(run)).toList();
        return new RetentionChoice(newestFirst(chosen), newestFirst(held));
    }

    private static List<RunId> newestFirst(Iterable<RunId> runs) {
        List<RunId> sorted = new ArrayList<>();
        runs.forEach(sorted::add);
        sorted.sort((one, other) -> other.compareTo(one));
        return sorted;
    }

    private static Set<RunId> outside(List<Ended> ended, RetentionLimits limits, Instant now) {
        Instant oldest = limits.age().map(now::minus).orElse(Instant.MIN);
        int tooMany = ended.size() - limits.runs().orElse(Integer.MAX_VALUE);
        Set<RunId> outside = new HashSet<>();
        for (int i = 0; i < ended.size(); i++) {
            if (i < tooMany || ended.get(i).at().isBefore(oldest)) {
                outside.add(ended.get(i).run());
            }
        }
        return outside;
    }

    private static boolean isFree(Stock stock, RunId run, Set<RunId> chosen, boolean reusedToo) {
        return reusedToo || chosen.containsAll(stock.users().apply(run));
    }

    /** Chooses the oldest ones that are free until the rest is small enough; each choice may free others. */
    private static void shrink(Stock stock, long most, boolean reusedToo, Set<RunId> chosen) {
        long left = stock.unfinishedBytes();
        for (Ended ended : stock.ended()) {
            left += chosen.contains(ended.run()) ? 0 : stock.artifactBytes().applyAsLong(ended.run());
        }
        boolean progress = true;
        while (progress && left > most) {
            progress = false;
            for (Ended ended : stock.ended()) {
                RunId run = ended.run();
                long bytes = chosen.contains(run) ? 0 : stock.artifactBytes().applyAsLong(run);
                if (left > most && bytes > 0 && isFree(stock, run, chosen, reusedToo)) {
                    chosen.add(run);
                    left -= bytes;
                    progress = true;
                }
            }
        }
    }
}
