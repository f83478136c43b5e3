package io.millrace.engine.record;

import java.util.Locale;
import java.util.Optional;

/** Which side of a job. */
public enum ArtifactType {
    INPUT,
    OUTPUT;

    /** The name on the wire. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type that {@link #word} names. */
    public static Optional<ArtifactType> ofWord(String word) {
        return switch (word) {
            case "input" -> Optional.of(INPUT);
            case "output" -> Optional.of(OUTPUT);
            default -> Optional.empty();
        };
    }
}
