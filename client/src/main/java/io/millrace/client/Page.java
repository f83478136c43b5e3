package io.millrace.client;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A part of a list.
 *
 * @param items in the order of the list
 * @param marker of the page that follows; empty: this is the last one
 */
public record Page<T>(List<T> items, Optional<String> marker) {
    public Page {
        items = List.copyOf(items);
    }

    /**
     * All elements of a list. A page is asked for when its first element is needed.
     *
     * @param pages the page after a marker
     * @param first marker to begin with
     */
    static <T> Stream<T> all(Optional<String> first, Function<Optional<String>, Page<T>> pages) {
        Iterator<T> elements = new Elements<>(first, pages);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(elements, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    private static final class Elements<T> implements Iterator<T> {
        private final Function<Optional<String>, Page<T>> pages;
        private final Queue<T> ready = new ArrayDeque<>();
        private Optional<String> marker;
        private boolean more = true;

        Elements(Optional<String> first, Function<Optional<String>, Page<T>> pages) {
            this.marker = first;
            this.pages = pages;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && more) {
                Page<T> page = pages.apply(marker);
                ready.addAll(page.items());
                marker = page.marker();
                more = marker.isPresent();
            }
            return !ready.isEmpty();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the list has no more elements");
            }
            return ready.remove();
        }
    }
}
