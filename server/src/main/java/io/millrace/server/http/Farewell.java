package io.millrace.server.http;

import io.helidon.webserver.CloseConnectionException;

/** Ends a connection after an answer because the client asked for it; nothing of its request is unread. */
final class Farewell extends CloseConnectionException {
    private static final long serialVersionUID = 1L;

    Farewell() {
        super("the client wants no other answer");
    }
}
