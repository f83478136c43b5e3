package io.millrace.client;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The time zone of a server: what the client was told, else what the server says, asked once, else this machine's. */
final class ServerZone implements Supplier<ZoneId> {
    private final Transport transport;
    private volatile Optional<ZoneId> known;

    ServerZone(Transport transport, Optional<ZoneId> told) {
        this.transport = transport;
        this.known = told;
    }

    @Override
    public ZoneId get() {
        Optional<ZoneId> zone = known;
        if (zone.isEmpty()) {
            zone = Optional.of(ask());
            known = zone;
        }
        return zone.get();
    }

    private ZoneId ask() {
        String name = Fields.parse(transport.text(Request.get("/version", Map.of())), WireTimes.NONE)
                .text("timeZone");
        try {
            return name.isEmpty() ? ZoneId.systemDefault() : ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new MillraceClientException(
                    MillraceClientException.UNEXPECTED_ANSWER,
                    "the server says that its time zone is '%s', which is not known here".formatted(name),
                    "",
                    e);
        }
    }
}
