package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Servers with the tokens of logins, by names that the user chose, in a file that only the user can read. */
final class Profiles {
    /** The profile of those who name none. */
    static final String DEFAULT = "default";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    private Profiles(Path file) {
        this.file = file;
    }

    /** A login. */
    record Profile(String server, String user, String token) {}

    /** Those of the user: {@code $MILLRACE_CONFIG}, else {@code config.json} in the folder for settings. */
    static Profiles of(Context context) {
        String chosen = context.env().getOrDefault("MILLRACE_CONFIG", "");
        String settings = context.env().getOrDefault("XDG_CONFIG_HOME", "");
        Path folder = settings.isEmpty() ? context.userHome().resolve(".config") : Path.of(settings);
        return new Profiles(
                chosen.isEmpty()
                        ? folder.resolve("millrace").resolve("config.json")
                        : context.folder().resolve(chosen));
    }

    Path file() {
        return file;
    }

    /** The names that there are. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        read().path("profiles").fieldNames().forEachRemaining(names::add);
        return names;
    }

    Optional<Profile> find(String name) {
        JsonNode profile = read().path("profiles").path(name);
        return profile.isObject()
                ? Optional.of(new Profile(
                        profile.path("server").asText(),
                        profile.path("user").asText(),
                        profile.path("token").asText()))
                : Optional.empty();
    }

    void put(String name, Profile profile) {
        ObjectNode all = read();
        ObjectNode entry = all.withObjectProperty("profiles").putObject(name);
        entry.put("server", profile.server());
        entry.put("user", profile.user());
        entry.put("token", profile.token());
        write(all);
    }

    /** Forgets a login; false when there was none. */
    boolean remove(String name) {
        ObjectNode all = read();
        boolean found = all.withObjectProperty("profiles").remove(name) != null;
        if (found) {
            write(all);
        }
        return found;
    }

    private ObjectNode read() {
        if (!Files.exists(file)) {
            return JSON.createObjectNode();
        }
        try {
            if (JSON.readTree(Files.readString(file)) instanceof ObjectNode object) {
                return object;
            }
            throw new UsageException(file + " is not a JSON object; `millrace login` writes it anew once it is gone");
        } catch (IOException e) {
            throw new UsageException("%s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    /** Beside it first: a crash leaves the old file or the new one, and nobody else can ever read either. */
    private void write(ObjectNode all) {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(aside);
            Files.createFile(aside, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(aside, all.toPrettyString() + "\n", StandardOpenOption.WRITE);
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
