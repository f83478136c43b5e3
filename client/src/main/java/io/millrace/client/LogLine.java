package io.millrace.client;

import java.util.Optional;

/**
 * A line of a log, or a piece of one.
 *
 * @param offset where it begins, in bytes from the begin of the log
 * @param text without line break
 */
public record LogLine(long offset, String text, LineEnd end) {
    static Optional<LogLine> of(EventSource.Event event) {
        if (!event.kind().equals("line")) {
            return Optional.empty();
        }
        Fields fields = Fields.parse(event.data(), WireTimes.NONE);
        return Optional.of(
                new LogLine(Long.parseLong(event.id()), fields.text("text"), LineEnd.of(fields.text("end"))));
    }
}
