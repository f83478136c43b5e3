package io.millrace.engine.content;

import java.util.ArrayList;
import java.util.List;

/**
 * How two manifests differ.
 *
 * @param first in the order of manifests, not more than were asked for
 * @param total how many there are altogether
 */
public record Differences(List<Difference> first, int total) {
    public Differences {
        first = List.copyOf(first);
    }

    /** Whether the manifests are equal. */
    public boolean isEmpty() {
        return total == 0;
    }

    /** Lines for people, with a last one that counts what is not shown. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Difference difference : first) {
            lines.add(difference.text());
        }
        if (total > first.size()) {
            lines.add("and %,d more".formatted(total - first.size()));
        }
        return lines;
    }

    /**
     * Compares in one pass.
     *
     * @param most differences to name; the others are only counted
     */
    public static Differences between(Manifest before, Manifest after, int most) {
        List<Entry> olds = before.entries();
        List<Entry> news = after.entries();
        List<Difference> first = new ArrayList<>();
        int total = 0;
        for (int i = 0, k = 0; i < olds.size() || k < news.size(); ) {
            int order = i == olds.size()
                    ? 1
                    : k == news.size()
                            ? -1
                            : PathOrder.compare(olds.get(i).path(), news.get(k).path());
            if (order != 0 || !olds.get(i).equals(news.get(k))) {
                total++;
                if (first.size() < most) {
                    first.add(
                            order < 0
                                    ? new Difference.Removed(olds.get(i))
                                    : order > 0
                                            ? new Difference.Added(news.get(k))
                                            : new Difference.Changed(olds.get(i), news.get(k)));
                }
            }
            i += order <= 0 ? 1 : 0;
            k += order >= 0 ? 1 : 0;
        }
        return new Differences(first, total);
    }
}
