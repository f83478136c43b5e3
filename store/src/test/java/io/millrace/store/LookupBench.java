package io.millrace.store;

import io.millrace.engine.cache.CacheEntry;
import io.millrace.engine.cache.CacheQueries;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/** What it costs to look for an earlier result among many. Started by {@code bench/cache}. */
final class LookupBench {
    private static final int WARM_UP = 2_000;
    private static final int LOOKUPS = 10_000;

    private LookupBench() {}

    /** Arguments: the database, how many entries it holds. */
    public static void main(String[] arguments) {
        int entries = Integer.parseInt(arguments[1]);
        try (SqliteStore store = SqliteStore.open(Path.of(arguments[0]))) {
            var dice = new Random(1);
            long[] found = new long[LOOKUPS];
            long[] missed = new long[LOOKUPS];
            for (int i = -WARM_UP; i < LOOKUPS; i++) {
                CacheEntry entry = store.cache()
                        .entry(1 + dice.nextInt(entries))
                        .orElseThrow()
                        .entry();
                int turn = Math.max(i, 0);
                found[turn] = lookup(store.cache(), entry, entry.first(), 1);
                missed[turn] = lookup(store.cache(), entry, "f" + entry.first().substring(1) + "0", 0);
            }
            System.out.println("%,9d entries   found %s   not found %s"
                    .formatted(entries, percentiles(found), percentiles(missed)));
        }
    }

    private static long lookup(CacheQueries cache, CacheEntry entry, String first, int expected) {
        long begin = System.nanoTime();
        int count = cache.candidates(first, entry.storage(), entry.source()).size();
        long end = System.nanoTime();
        if (count != expected) {
            throw new IllegalStateException("%d results for %s".formatted(count, first));
        }
        return end - begin;
    }

    private static String percentiles(long[] nanos) {
        Arrays.sort(nanos);
        return String.format(
                Locale.ROOT,
                "p50 %.3f ms, p99 %.3f ms",
                nanos[nanos.length / 2] / 1e6,
                nanos[nanos.length * 99 / 100] / 1e6);
    }
}
