package io.millrace.server.event;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes server-sent events. Not safe for use by many threads. */
final class EventStream {
    static final String TYPE = "text/event-stream; charset=utf-8";

    private final OutputStream out;

    EventStream(OutputStream out) {
        this.out = out;
    }

    /** One event; what was written before it goes out too. */
    void send(String id, String event, String data) throws IOException {
        write(id, event, data);
        out.flush();
    }

    /** One event, which goes out with the next that is sent. */
    void write(String id, String event, String data) throws IOException {
        StringBuilder text = new StringBuilder(data.length() + 64);
        text.append("id: ").append(id).append("\nevent: ").append(event).append('\n');
        data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
        out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Something that clients ignore: it shows that the connection lives, and finds out when it does not. */
    void stillHere() throws IOException {
        out.write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void flush() throws IOException {
        out.flush();
    }
}
