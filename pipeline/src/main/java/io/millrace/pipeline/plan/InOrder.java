package io.millrace.pipeline.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unmodifiable maps that keep their order. Most maps of most nodes are empty, and those cost nothing. */
public final class InOrder {
    private InOrder() {}

    /** A copy of {@code map} in its order. */
    public static <K, V> Map<K, V> copyOf(Map<K, V> map) {
        return map.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
