package io.millrace.client;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.function.Supplier;

/** Times on the wire: to the second, in the time zone of the server, without naming it; some with an offset. */
final class WireTimes {
    /** For texts without times. */
    static final WireTimes NONE = new WireTimes(() -> ZoneOffset.UTC);

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final Supplier<ZoneId> zone;

    /**
     * @param zone of the server
     */
    WireTimes(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    Instant parse(String text) {
        try {
            return text.length() > 10 && text.charAt(10) == 'T'
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text, FORMAT).atZone(zone.get()).toInstant();
        } catch (DateTimeParseException e) {
            throw new MillraceClientException(
                    MillraceClientException.UNEXPECTED_ANSWER, "the server sent '%s' as a time".formatted(text), "", e);
        }
    }

    String text(Instant time) {
        return FORMAT.format(time.atZone(zone.get()));
    }
}
