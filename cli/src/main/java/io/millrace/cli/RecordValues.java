package io.millrace.cli;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Records as maps, for JSON and YAML: components by name, what is absent left out, times in ISO form, durations in seconds,
 * words of enums in lower case.
 */
final class RecordValues {
    private RecordValues() {}

    static Map<String, Object> of(Record value) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            plain(read(component, value)).ifPresent(inner -> map.put(component.getName(), inner));
        }
        return map;
    }

    private static Object read(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the client are public: " + value.getClass(), e);
        }
    }

    private static Optional<Object> plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.flatMap(RecordValues::plain);
            case Record inner -> Optional.of(of(inner));
            case Instant time -> Optional.of(time.toString());
            case Duration time -> Optional.of(time.toSeconds());
            case Enum<?> word -> Optional.of(word.name().toLowerCase(Locale.ROOT));
            case Collection<?> list ->
                Optional.of(list.stream()
                        .flatMap(element -> plain(element).stream())
                        .toList());
            case Map<?, ?> map -> {
                Map<String, Object> inner = new LinkedHashMap<>();
                map.forEach((key, element) -> plain(element).ifPresent(some -> inner.put(key.toString(), some)));
                yield Optional.of(inner);
            }
            default -> Optional.of(value);
        };
    }
}
