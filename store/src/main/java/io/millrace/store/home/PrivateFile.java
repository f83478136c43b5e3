package io.millrace.store.home;

import io.millrace.engine.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A small text file for the eyes of one user: keys and passwords. It is never there without its mode 0600, never half
 * written, and not read when others could have read or changed it.
 */
public record PrivateFile(Path path) {
    private static final int MOST_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> ONLY_USER = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    /**
     * The text, without white space around it; empty when there is no file.
     *
     * @throws StoreException when it cannot be read, is too large, or is open to others
     */
    public Optional<String> read() {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            if (permissions.stream().anyMatch(OTHERS::contains)) {
                throw new StoreException(
                        "%s is open to other users (%s): take their permissions away with `chmod 600`, and replace what is in it if somebody may have read it"
                                .formatted(path, PosixFilePermissions.toString(permissions)));
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new StoreException("%s is larger than %d bytes".formatted(path, MOST_BYTES));
            }
            return Optional.of(Files.readString(path).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("cannot read %s: %s".formatted(path, FileErrors.reason(e)), e);
        }
    }

    /**
     * The text; makes the file when there is none.
     *
     * @throws StoreException as {@link #read}, and when it cannot be written
     */
    public String readOr(Supplier<String> fresh) {
        return read().orElseGet(() -> {
            String text = fresh.get();
            write(text);
            return text;
        });
    }

    /**
     * Replaces the text; it is on the disk when the call returns.
     *
     * @throws StoreException when it cannot be written
     */
    public void write(String text) {
        Path aside = path.resolveSibling(path.getFileName() + ".new");
        try {
            Files.deleteIfExists(aside);
            try (FileChannel file = FileChannel.open(
                    aside,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(ONLY_USER))) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(text + "\n");
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException("cannot write %s: %s".formatted(path, FileErrors.reason(e)), e);
        }
    }

    /**
     * Removes the file, if there is one.
     *
     * @throws StoreException when it cannot be removed
     */
    public void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new StoreException("cannot remove %s: %s".formatted(path, FileErrors.reason(e)), e);
        }
    }
}
