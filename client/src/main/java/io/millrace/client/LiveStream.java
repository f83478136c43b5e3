package io.millrace.client;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Things that arrive while they happen. It survives broken connections: nothing is lost or seen twice. One thread reads;
 * any thread may {@link #close}, which ends the reading too.
 */
public final class LiveStream<T> implements Iterator<T>, AutoCloseable {
    private final EventSource source;
    private final Predicate<EventSource.Event> isLast;
    private final Function<EventSource.Event, Optional<T>> read;
    private Optional<T> ready = Optional.empty();
    private boolean over;

    LiveStream(EventSource source, Predicate<EventSource.Event> isLast, Function<EventSource.Event, Optional<T>> read) {
        this.source = source;
        this.isLast = isLast;
        this.read = read;
    }

    /**
     * Waits until there is one more, or none will come.
     *
     * @throws MillraceClientException when the server refuses, or stays away for longer than the retry policy allows
     */
    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !over) {
            Optional<EventSource.Event> event = source.next();
            ready = event.flatMap(read);
            over = event.map(isLast::test).orElse(true);
        }
        return ready.isPresent();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the stream has ended");
        }
        T next = ready.orElseThrow();
        ready = Optional.empty();
        return next;
    }

    /** What is left of it. */
    public Stream<T> stream() {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public void close() {
        over = true;
        source.close();
    }
}
