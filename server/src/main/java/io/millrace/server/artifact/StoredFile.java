package io.millrace.server.artifact;

import io.millrace.server.http.ApiCode;
import io.millrace.server.http.ApiException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * A file or folder in a storage, where it really is. Opening it goes down from the root of the storage and follows no
 * link: what replaces a folder by a link in the meantime gains nothing.
 *
 * @param root of the storage, without links
 * @param path inside of it, without links
 */
record StoredFile(Path root, Path path, BasicFileAttributes attributes) {

    /**
     * What lies at a place.
     *
     * @param location of the storage
     * @param path relative to it
     * @param inside relative to {@code path}; empty: the place itself
     * @throws ApiException ArtifactEventNotFound when nothing is there; AccessDenied when it leads elsewhere
     */
    static StoredFile of(String location, String path, String inside) {
        try {
            Path place = Path.of(location).resolve(path).normalize();
            Path wanted = place.resolve(inside).normalize();
            if (Path.of(inside).isAbsolute() || !wanted.startsWith(place)) {
                throw ApiCode.ACCESS_DENIED.because("'%s' leads out of the artifact".formatted(inside));
            }
            if (!Files.exists(wanted)) {
                throw ApiCode.ARTIFACT_EVENT_NOT_FOUND.because("nothing is at %s: it was never made, or was removed"
                        .formatted(inside.isEmpty() ? path : inside));
            }
            Path root = Path.of(location).toRealPath();
            Path real = wanted.toRealPath();
            if (!real.startsWith(root)) {
                throw ApiCode.ACCESS_DENIED.because("%s leads out of its storage".formatted(path));
            }
            BasicFileAttributes attributes =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!attributes.isRegularFile() && !attributes.isDirectory()) {
                throw ApiCode.ACCESS_DENIED.because("%s is neither a file nor a folder".formatted(path));
            }
            return new StoredFile(root, real, attributes);
        } catch (InvalidPathException e) {
            throw ApiCode.INVALID_ARGUMENTS.because("'%s' is not a path".formatted(inside.replace('\0', '?')));
        } catch (IOException e) {
            throw ApiCode.ACCESS_DENIED.because("%s cannot be read".formatted(path));
        }
    }

    boolean isFolder() {
        return attributes.isDirectory();
    }

    String name() {
        return String.valueOf(path.getFileName());
    }

    /** Changes when the file does. */
    String tag() {
        return "\"%x-%x-%x\""
                .formatted(
                        attributes.size(),
                        attributes.lastModifiedTime().toMillis(),
                        String.valueOf(attributes.fileKey()).hashCode());
    }

    /** The bytes of the file. */
    SeekableByteChannel open() throws IOException {
        return open(path);
    }

    /** The bytes of a file below. */
    SeekableByteChannel open(Path file) throws IOException {
        Path relative = root.relativize(file);
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return top instanceof SecureDirectoryStream<Path> secure
                    ? descend(secure, relative)
                    : Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
    }

    private static SeekableByteChannel descend(SecureDirectoryStream<Path> folder, Path relative) throws IOException {
        Path first = relative.getName(0);
        if (relative.getNameCount() == 1) {
            return folder.newByteChannel(first, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        }
        try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(first, LinkOption.NOFOLLOW_LINKS)) {
            return descend(next, relative.subpath(1, relative.getNameCount()));
        }
    }
}
