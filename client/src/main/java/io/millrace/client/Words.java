package io.millrace.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An immutable map that grows by copying: the query of a filter. */
record Words(Map<String, String> map) {
    static final Words NONE = new Words(Map.of());

    private static final String MARKER = "marker";

    Words with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return new Words(more);
    }

    /** Values that commas separate; none of them: nothing is asked for. */
    Words with(String key, List<String> values) {
        return values.isEmpty() ? this : with(key, String.join(",", values));
    }

    Words pageSize(int items) {
        if (items < 1 || items > 1000) {
            throw new IllegalArgumentException("a page has from 1 to 1000 items, not " + items);
        }
        return with("maxKeys", Integer.toString(items));
    }

    Words after(Optional<String> marker) {
        return marker.map(text -> with(MARKER, text)).orElse(this);
    }

    Optional<String> marker() {
        return Optional.ofNullable(map.get(MARKER));
    }
}
