package io.millrace.server.upkeep;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A work that is a list of things, found at once and done a few at a time.
 *
 * @param <T> what is done something with
 */
public final class Listed<T> implements Upkeep.Work {
    private final Supplier<? extends Collection<T>> search;
    private final Consumer<T> action;
    private final int portion;
    private final Deque<T> left = new ArrayDeque<>();

    /**
     * @param search finds what is to be done, when all that was found before is
     * @param portion how many at a time
     */
    public Listed(Supplier<? extends Collection<T>> search, Consumer<T> action, int portion) {
        this.search = search;
        this.action = action;
        this.portion = portion;
    }

    @Override
    public boolean portion() {
        if (left.isEmpty()) {
            left.addAll(search.get());
        }
        for (int i = 0; i < portion && !left.isEmpty(); i++) {
            action.accept(left.remove());
        }
        return !left.isEmpty();
    }
}
