package io.millrace.server.http;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Times as PaddleFlow writes them: to the second, in the time zone of the server, without naming it. */
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

    private WireTime() {}

    /** For example {@code 2026-11-23 10:00:00}. */
    public static String text(Instant time) {
        return FORMAT.format(time.atZone(ZoneId.systemDefault()));
    }

    /** With all there is, as RFC 3339 writes it; for the few places where PaddleFlow does. */
    public static String precise(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(ZoneId.systemDefault()));
    }

    /** The same; empty text for no time. */
    public static String text(Optional<Instant> time) {
        return time.map(WireTime::text).orElse("");
    }

    /**
     * The time that a text of this form tells; empty for an empty text.
     *
     * @throws ApiException with {@code code} when it is not of this form
     */
    public static Optional<Instant> parse(String field, String text, ApiCode code) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDateTime.parse(text, FORMAT)
                    .atZone(ZoneId.systemDefault())
                    .toInstant());
        } catch (DateTimeParseException e) {
            throw code.because("%s must look like 2026-11-23 10:00:00, not '%s'".formatted(field, text));
        }
    }
}
