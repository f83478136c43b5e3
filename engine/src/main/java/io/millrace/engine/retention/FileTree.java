package io.millrace.engine.retention;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A folder with all that is in it, below a root that it never leaves: links inside are removed and not followed, and when
 * the way to it leads out of the root it is left alone.
 *
 * @param root an existing folder, or one that is gone with everything in it
 * @param path relative to the root
 */
public record FileTree(Path root, Path path) {
    private static final int ATTEMPTS = 3;

    public FileTree {
        root = root.toAbsolutePath().normalize();
        path = path.normalize();
        if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw new IllegalArgumentException("'" + path + "' is not a path inside " + root);
        }
    }

    /** The size of all files in it, in bytes; what vanishes meanwhile or cannot be looked at counts nothing. */
    public long bytes() throws IOException {
        Optional<Path> top = top();
        return top.isPresent() ? bytes(top.get()) : 0;
    }

    private static long bytes(Path path) throws IOException {
        Optional<BasicFileAttributes> attributes = attributes(path);
        if (attributes.isEmpty() || !attributes.get().isDirectory()) {
            return attributes
                    .filter(BasicFileAttributes::isRegularFile)
                    .map(BasicFileAttributes::size)
                    .orElse(0L);
        }
        long bytes = 0;
        try {
            for (Path child : children(path)) {
                bytes += bytes(child);
            }
        } catch (NoSuchFileException | AccessDeniedException e) {
            return bytes;
        }
        return bytes;
    }

    /**
     * Removes it; nothing happens when it is not there.
     *
     * @throws IOException when something of it cannot be removed; the rest may be gone
     */
    public void remove() throws IOException {
        Optional<Path> top = top();
        if (top.isPresent()) {
            remove(top.get());
        }
    }

    /** Where it really is. */
    private Optional<Path> top() throws IOException {
        Path parent = Optional.ofNullable(root.resolve(path).getParent()).orElse(root);
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        Path real = parent.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new IOException("%s leads out of %s to %s".formatted(parent, root, real));
        }
        return Optional.of(real.resolve(path.getFileName()));
    }

    /** Whoever writes into a folder while it is removed gets his files removed too, as far as that ends. */
    private static void remove(Path path) throws IOException {
        Optional<BasicFileAttributes> attributes = attributes(path);
        if (attributes.isEmpty()) {
            return;
        }
        boolean isFolder = attributes.get().isDirectory();
        for (int attempt = 1; ; attempt++) {
            try {
                if (isFolder) {
                    for (Path child : children(path)) {
                        remove(child);
                    }
                }
                Files.deleteIfExists(path);
                return;
            } catch (DirectoryNotEmptyException | AccessDeniedException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                openUp(isFolder ? path : Optional.ofNullable(path.getParent()).orElse(path));
            }
        }
    }

    /** Steps may leave folders that nobody may write to: their owner may change that. */
    private static void openUp(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(children::add);
        }
        return children;
    }

    private static Optional<BasicFileAttributes> attributes(Path path) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}
