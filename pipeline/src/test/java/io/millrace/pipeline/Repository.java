package io.millrace.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Files of the repository that tests compare with what the program makes. */
public final class Repository {
    /** Set it to write the files instead of comparing them. */
    private static final boolean WRITE = Boolean.getBoolean("millrace.write");

    private Repository() {}

    /** The folder that holds the parent pom. */
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("pipeline/pom.xml")) ? here : Objects.requireNonNull(here.getParent());
    }

    /** The text of a file, which is first written when the property says so. */
    public static String text(Path file, String made) {
        try {
            if (WRITE) {
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.writeString(file, made);
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file. */
    public static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
