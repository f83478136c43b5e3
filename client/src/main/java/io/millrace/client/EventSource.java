package io.millrace.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Reads server-sent events, over as many connections as it takes: after one breaks, the next goes on behind the last
 * event. Not safe for use by many threads, but for {@link #close}.
 */
final class EventSource implements AutoCloseable {
    private final Transport transport;
    private final Request request;
    private Optional<BufferedReader> connection = Optional.empty();
    private volatile Optional<InputStream> open = Optional.empty();
    private volatile boolean closed;
    private volatile long heardAt;

    /** Connections that ended. */
    private final AtomicInteger ended = new AtomicInteger();

    private String lastId;
    private boolean heard;
    private int failures;

    EventSource(Transport transport, Request request, String lastId) {
        this.transport = transport;
        this.request = request;
        this.lastId = lastId;
    }

    /** One event as it came. */
    record Event(String id, String kind, String data) {}

    /**
     * The next event; waits for it.
     *
     * @return empty when the server has no more to say, or this source is closed
     */
    Optional<Event> next() {
        while (!closed) {
            try {
                Optional<Event> event = read(connected());
                if (event.isPresent()) {
                    lastId = event.get().id();
                    heard = true;
                    failures = 0;
                    return event;
                }
                disconnect();
                if (!heard) {
                    return Optional.empty();
                }
            } catch (IOException e) {
                disconnect();
                failed(e);
            }
        }
        return Optional.empty();
    }

    private BufferedReader connected() {
        if (connection.isEmpty()) {
            InputStream stream = transport.stream(request, lastId);
            open = Optional.of(stream);
            heard = false;
            heardAt = System.nanoTime();
            watch(stream, ended.get());
            connection = Optional.of(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
        }
        return connection.get();
    }

    /** A connection may be lost without a word. Servers say something now and then; one that does not is taken for lost. */
    private void watch(InputStream stream, int number) {
        Duration rest = transport.silence().minusNanos(System.nanoTime() - heardAt);
        if (rest.isPositive()) {
            CompletableFuture.delayedExecutor(rest.toNanos(), TimeUnit.NANOSECONDS)
                    .execute(() -> {
                        if (ended.get() == number) {
                            watch(stream, number);
                        }
                    });
        } else {
            close(stream);
        }
    }

    private void disconnect() {
        var unused = ended.incrementAndGet();
        connection = Optional.empty();
        open.ifPresent(EventSource::close);
        open = Optional.empty();
    }

    private void failed(IOException e) {
        failures++;
        if (closed) {
            return;
        }
        if (failures >= transport.retry().maxAttempts()) {
            throw new MillraceClientException(
                    MillraceClientException.UNREACHABLE, "the stream of events broke: " + e.getMessage(), "", e);
        }
        transport.pause(failures);
    }

    /** Empty at the end of the connection; lines that are no part of an event only show that it lives. */
    private Optional<Event> read(BufferedReader lines) throws IOException {
        String id = "";
        String kind = "";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heardAt = System.nanoTime();
            if (line.startsWith(":")) {
                failures = 0; // sent only after a while in which nothing broke
            } else if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                kind = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data.append(data.isEmpty() ? "" : "\n").append(line, "data: ".length(), line.length());
            } else if (line.isEmpty() && !kind.isEmpty()) {
                return Optional.of(new Event(id, kind, data.toString()));
            }
        }
        return Optional.empty();
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
        open.ifPresent(EventSource::close);
    }
}
