package io.millrace.pipeline.grammar;

import java.util.List;
import java.util.Optional;

/**
 * The keys that a map may have, and no others.
 *
 * @param id short name, unique among the tables
 * @param noun how messages call such a map, with its article
 */
public record KeyTable(String id, String noun, List<Key> keys) {
    public KeyTable {
        keys = List.copyOf(keys);
    }

    static KeyTable of(String id, String noun, Key... keys) {
        return new KeyTable(id, noun, List.of(keys));
    }

    /** Whether this is that table. */
    public boolean is(KeyTable other) {
        return id.equals(other.id);
    }

    /** The key that {@code word} writes. */
    public Optional<Key> find(String word, boolean json) {
        for (Key key : keys) {
            if (key.isWritten(word, json)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /** The names that YAML has. */
    public List<String> yamlNames() {
        return keys.stream().filter(Key::inYaml).map(Key::name).toList();
    }
}
