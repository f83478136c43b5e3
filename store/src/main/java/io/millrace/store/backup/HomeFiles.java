package io.millrace.store.backup;

import io.millrace.store.home.Home;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which files of a home matter to a backup. */
record HomeFiles(Home home) {
    /** Where a restore works before it is done. */
    static final String STAGING = ".restoring";

    /** Where a restore puts what it replaces. */
    static final String REPLACED = "before-restore-";

    /** Of the process that works on the home: never copied, never replaced. */
    private static final Set<String> OWNER = Set.of("lock", "owner.json", "owner.json.new", "control");

    /** Made anew when they are missing, or copied by other means. */
    private static final Set<String> NOT_KEPT = Set.of("digests", "cache", "jobs", STAGING);

    /** What there is, without what belongs to its owner or to earlier restores, and without folders that are empty. */
    List<Path> contents() throws IOException {
        List<Path> contents = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(home.folder(), HomeFiles::counts)) {
            paths.forEach(contents::add);
        }
        contents.sort(null);
        return contents;
    }

    private static boolean counts(Path path) throws IOException {
        return !OWNER.contains(name(path))
                && !name(path).equals(STAGING)
                && !name(path).startsWith(REPLACED)
                && !isEmptyFolder(path);
    }

    private static boolean isEmptyFolder(Path path) throws IOException {
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(path)) {
            return !inside.iterator().hasNext();
        }
    }

    /** Everything beside the database that cannot be made again: keys, settings of the server, and what is to come. */
    List<Path> kept() throws IOException {
        List<Path> kept = new ArrayList<>();
        for (Path path : contents()) {
            if (!NOT_KEPT.contains(name(path))
                    && !name(path).startsWith(Manifest.DATABASE)
                    && !name(path).startsWith("digests.")) {
                kept.addAll(below(path, any -> true));
            }
        }
        return kept;
    }

    /** Logs of steps. */
    List<Path> logs() throws IOException {
        return Files.isDirectory(home.jobs())
                ? below(
                        home.jobs(),
                        path -> name(path).endsWith(".log")
                                && path.getNameCount() > home.jobs().getNameCount() + 1)
                : List.of();
    }

    /** Name of a file in a backup. */
    String entry(Path path) {
        return home.folder().relativize(path).toString();
    }

    private static List<Path> below(Path start, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(start, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && wanted.test(file)) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE; // removed meanwhile
                }
                throw e;
            }
        });
        found.sort(null);
        return found;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    /** Removes a folder with all that is in it; a missing one is no trouble. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.sorted((a, b) -> b.compareTo(a)).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
