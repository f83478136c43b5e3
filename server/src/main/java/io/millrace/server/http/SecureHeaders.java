package io.millrace.server.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import java.util.function.BiConsumer;

/**
 * What every answer tells browsers: run nothing in it, show it in no frame of others, guess no types, keep no copy, and tell
 * nobody where the reader came from. There are no headers for other origins (CORS): pages of others cannot read answers.
 *
 * @param tls whether the server speaks HTTPS; browsers then forget HTTP for this host
 */
record SecureHeaders(boolean tls) {
    private static final HeaderName POLICY = HeaderNames.create("Content-Security-Policy");
    private static final HeaderName SNIFF = HeaderNames.create("X-Content-Type-Options");
    private static final HeaderName FRAME = HeaderNames.create("X-Frame-Options");
    private static final HeaderName REFERRER = HeaderNames.create("Referrer-Policy");
    private static final HeaderName TRANSPORT = HeaderNames.create("Strict-Transport-Security");

    /** Gives each header, with its value, to {@code sink}. */
    void forEach(BiConsumer<HeaderName, String> sink) {
        sink.accept(POLICY, "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        sink.accept(SNIFF, "nosniff");
        sink.accept(FRAME, "DENY");
        sink.accept(REFERRER, "no-referrer");
        sink.accept(HeaderNames.CACHE_CONTROL, "no-store");
        if (tls) {
            sink.accept(TRANSPORT, "max-age=31536000");
        }
    }
}
