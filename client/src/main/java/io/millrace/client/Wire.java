package io.millrace.client;

import java.util.Map;

/** What the small clients have in common: the way to the server, and how its times are read. */
record Wire(Transport transport, WireTimes times) {
    Fields get(String path) {
        return get(path, Map.of());
    }

    Fields get(String path, Map<String, String> query) {
        return ask(Request.get(path, query));
    }

    Fields post(String path, Object body) {
        return ask(Request.post(path, Fields.write(body)));
    }

    /** Where the answer says nothing. */
    void tell(Request request) {
        transport.text(request);
    }

    Fields ask(Request request) {
        return Fields.parse(transport.text(request), times);
    }
}
