package io.millrace.cli;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options that may be given several times: picocli hands nothing over when there are none. */
final class Given {
    private Given() {}

    static List<String> of(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }

    static Map<String, String> of(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : values;
    }
}
