package io.millrace.cli;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.artifact.Artifact.Place;
import io.millrace.engine.retention.FileTree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Copies an artifact to a place that has it whole or not at all. Links inside are copied as links. */
final class ArtifactCopy {
    private ArtifactCopy() {}

    /**
     * Copies.
     *
     * @param replace what is at {@code target} goes away once the copy is complete
     * @throws MillraceException when there is nothing to copy, or something is there already
     */
    static void to(Place place, Path target, boolean replace) {
        try {
            Path source = source(place);
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS) && !replace) {
                throw new UsageException(
                        "%s exists; choose another place, or replace it with --force".formatted(target));
            }
            copy(source, target);
        } catch (IOException e) {
            throw new MillraceException(
                    Code.FILES,
                    "%s cannot be copied to %s: %s (%s)"
                            .formatted(
                                    place.path(),
                                    target,
                                    e.getMessage(),
                                    e.getClass().getSimpleName()),
                    e);
        }
    }

    private static Path source(Place place) throws IOException {
        Path root = Path.of(place.location());
        Path file = root.resolve(place.path());
        if (!Files.exists(file)) {
            throw new MillraceException(
                    Code.ARTIFACT_NOT_FOUND,
                    "%s is not there any more: it was removed from its storage".formatted(file));
        }
        Path real = file.toRealPath();
        if (!real.startsWith(root.toRealPath())) {
            throw new MillraceException(Code.FILES, "%s leads out of its storage, to %s".formatted(file, real));
        }
        return real;
    }

    private static void copy(Path source, Path target) throws IOException {
        Path parent = Optional.ofNullable(target.getParent()).orElseThrow();
        if (!Files.isDirectory(parent)) {
            throw new UsageException("there is no folder %s to copy into".formatted(parent));
        }
        if (target.startsWith(source)) {
            throw new UsageException("%s is inside of what is to be copied".formatted(target));
        }
        Path aside = Files.createTempDirectory(parent, ".millrace-copy-");
        FileTree leftover = new FileTree(parent, aside.getFileName());
        try {
            Path copied = aside.resolve("new");
            copyTree(source, copied);
            if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(target, aside.resolve("old"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(copied, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            leftover.remove();
        }
    }

    private static void copyTree(Path source, Path target) throws IOException {
        Files.walkFileTree(source, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(at(folder));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, at(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }

            private Path at(Path path) {
                Path relative = source.relativize(path);
                return relative.toString().isEmpty() ? target : target.resolve(relative);
            }
        });
    }
}
