package io.millrace.store.home;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where the owner of a home listens. The system allows about a hundred bytes for the path of a socket; for a home with a
 * longer one the socket is in a private folder among the temporary files. Either way {@code control/address} names it.
 */
final class ControlAddress {
    /** Linux takes 107 bytes, macOS 103. */
    private static final int MOST_BYTES = 100;

    private static final String TEMPORARY = "millrace-control-";

    private ControlAddress() {}

    /** A free place for a new socket; what a dead owner left is removed. */
    static Path create(Home home) throws IOException {
        Optional<Path> old = read(home);
        if (old.isPresent()) {
            remove(home, old.get());
        }
        Path near = home.control().resolve("socket");
        Files.deleteIfExists(near);
        boolean fits = near.toString().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return fits ? near : Files.createTempDirectory(TEMPORARY).resolve("socket");
    }

    /** Tells others where the socket is; it must be listening already. */
    static void publish(Home home, Path socket) throws IOException {
        Path aside = home.control().resolve("address.new");
        Files.writeString(aside, socket.toString());
        Files.move(aside, file(home), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The published socket; its owner may be gone. */
    static Optional<Path> read(Home home) throws IOException {
        return Files.exists(file(home)) ? Optional.of(Path.of(Files.readString(file(home)))) : Optional.empty();
    }

    /** Removes the socket and what was made for it. */
    static void remove(Home home, Path socket) throws IOException {
        Files.deleteIfExists(file(home));
        Files.deleteIfExists(socket);
        Path folder = socket.getParent();
        if (folder != null && String.valueOf(folder.getFileName()).startsWith(TEMPORARY)) {
            Files.deleteIfExists(folder);
        }
    }

    private static Path file(Home home) {
        return home.control().resolve("address");
    }
}
