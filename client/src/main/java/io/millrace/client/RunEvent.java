package io.millrace.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened to a run.
 *
 * @param number counts within the run; what a stream can go on after
 * @param kind such as {@code node-ended} or {@code run-ended}; newer servers know more
 * @param at when it happened
 * @param fields the rest, which depends on the kind
 */
public record RunEvent(long number, String kind, Instant at, Map<String, Object> fields) {
    static Optional<RunEvent> of(EventSource.Event event) {
        Fields fields = Fields.parse(event.data(), WireTimes.NONE);
        return Optional.of(new RunEvent(
                Long.parseLong(event.id()), event.kind(), Instant.ofEpochMilli(fields.number("at")), fields.values()));
    }
}
