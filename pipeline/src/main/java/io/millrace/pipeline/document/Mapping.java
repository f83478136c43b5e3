package io.millrace.pipeline.document;

import io.millrace.pipeline.source.Span;
import java.util.List;
import java.util.Optional;

/**
 * Keys and values in the order of the text; no key twice.
 *
 * @param flow written in braces
 */
public record Mapping(Span span, List<Entry> entries, boolean flow, int size) implements Node {

    /** A key with its value. The key is text whatever it looks like. */
    public record Entry(Scalar key, Node value) {
        /** The key's text. */
        public String name() {
            return key.text();
        }
    }

    public Mapping {
        entries = List.copyOf(entries);
    }

    /** The value of a key; empty when the key is absent or its value is null. */
    public Optional<Node> get(String key) {
        return entry(key).map(Entry::value).filter(value -> !Scalar.isNull(value));
    }

    /** The entry of a key, a null value included. */
    public Optional<Entry> entry(String key) {
        for (Entry entry : entries) {
            if (entry.name().equals(key)) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }
}
