package io.millrace.client;

import java.util.Locale;
import java.util.Map;

/** How a pipeline is drawn. */
public enum GraphFormat {
    SVG,
    /** For Graphviz. */
    DOT,
    /** For Mermaid, which code hosts show. */
    MERMAID;

    Map<String, String> query() {
        return Map.of("format", name().toLowerCase(Locale.ROOT));
    }
}
