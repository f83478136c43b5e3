package io.millrace.pipeline.grammar;

import java.util.List;

/**
 * A key of a map with a closed key set.
 *
 * @param name in YAML
 * @param jsonName in the JSON form, beside {@code name}; often the same
 * @param form what it holds
 * @param presence in which notations it exists, and whether it must be there
 * @param meaning one sentence for documentation and editors
 * @param slips words that authors of other systems use for it
 */
public record Key(String name, String jsonName, Form form, Presence presence, String meaning, List<String> slips) {

    /** Whether and where a key may occur. */
    public enum Presence {
        OPTIONAL,
        REQUIRED,
        JSON_ONLY
    }

    public Key {
        slips = List.copyOf(slips);
    }

    static Key of(String name, Form form, String meaning, String... slips) {
        return new Key(name, name, form, Presence.OPTIONAL, meaning, List.of(slips));
    }

    Key json(String other) {
        return new Key(name, other, form, presence, meaning, slips);
    }

    Key required() {
        return new Key(name, jsonName, form, Presence.REQUIRED, meaning, slips);
    }

    Key jsonOnly(String other) {
        return new Key(name, other, form, Presence.JSON_ONLY, meaning, slips);
    }

    /** Whether YAML has it. */
    public boolean inYaml() {
        return presence != Presence.JSON_ONLY;
    }

    /** Whether it is written {@code word} in a notation. */
    public boolean isWritten(String word, boolean json) {
        return json ? word.equals(name) || word.equals(jsonName) : inYaml() && word.equals(name);
    }
}
