package io.millrace.store.backup;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.engine.StoreException;
import io.millrace.store.DatabaseCopy;
import io.millrace.store.SqliteStore;
import io.millrace.store.home.Claim;
import io.millrace.store.home.Home;
import io.millrace.store.home.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes a home of a backup. Everything is unpacked and proved inside the home first, so a bad backup changes nothing; the
 * database comes into its place last. What was killed in between can be done again.
 *
 * @param home owned while this works, so that nobody else can
 * @param force whether a home that is not empty may be replaced; what was in it is moved aside, within the home
 */
public record Restore(Home home, boolean force) {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    /** Gets the restored database ready for another life, before it is in its place. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Does what has to be done; an exception leaves the home as it was.
         *
         * @param staged a home that holds what was restored
         */
        void prepare(Home staged, SqliteStore store);
    }

    /**
     * What was restored.
     *
     * @param replaced where what was in the home before lies now
     */
    public record Done(Manifest manifest, Optional<Path> replaced) {}

    /**
     * Restores a file.
     *
     * @throws MillraceException {@link Code#BACKUP} when the file is not a whole backup or the home is not empty, {@link
     *     Code#HOME_IN_USE} when somebody works on it
     */
    public Done from(Path file, Instant now, Preparation preparation) {
        try (Archive archive = Archive.open(file.toAbsolutePath().normalize())) {
            return switch (Ownership.claim(home, "millrace restore " + file)) {
                case Claim.InUse inUse -> throw new MillraceException(Code.HOME_IN_USE, inUse.message());
                case Claim.Granted(Ownership ownership) -> {
                    try (ownership) {
                        yield restore(archive, now, preparation);
                    }
                }
            };
        } catch (IOException e) {
            throw new MillraceException(
                    Code.BACKUP, "cannot restore to %s: %s".formatted(home.folder(), Reasons.of(e)), e);
        }
    }

    private Done restore(Archive archive, Instant now, Preparation preparation) throws IOException {
        HomeFiles files = new HomeFiles(home);
        List<Path> old = files.contents();
        if (!old.isEmpty() && !force) {
            throw new MillraceException(
                    Code.BACKUP,
                    "%s is not empty (%s is there): choose another folder with --home, or replace it with --force"
                            .formatted(home.folder(), old.getFirst().getFileName()));
        }
        Path staging = home.folder().resolve(HomeFiles.STAGING);
        HomeFiles.remove(staging);
        try {
            Files.createDirectory(
                    staging, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            archive.unpack(staging);
            prove(new Home(staging), preparation);
            Optional<Path> replaced = old.isEmpty() ? Optional.empty() : Optional.of(moveAside(old, now));
            putInPlace(staging);
            return new Done(archive.manifest(), replaced);
        } finally {
            HomeFiles.remove(staging);
        }
    }

    private static void prove(Home staged, Preparation preparation) {
        try {
            DatabaseCopy.check(staged.database());
            try (SqliteStore store = SqliteStore.open(staged.database())) {
                preparation.prepare(staged, store);
            }
        } catch (StoreException e) {
            throw new MillraceException(Code.BACKUP, "the backup cannot be used: " + e.getMessage(), e);
        }
    }

    private Path moveAside(List<Path> old, Instant now) throws IOException {
        Path aside = Files.createDirectories(home.folder().resolve(HomeFiles.REPLACED + STAMP.format(now)));
        for (Path path : old) {
            Files.move(path, aside.resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        return aside;
    }

    private void putInPlace(Path staging) throws IOException {
        List<Path> staged;
        try (Stream<Path> paths = Files.list(staging)) {
            staged = paths.filter(path -> !path.endsWith(Manifest.DATABASE)).toList();
        }
        for (Path path : staged) {
            Files.move(path, home.folder().resolve(path.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
        Files.move(staging.resolve(Manifest.DATABASE), home.database(), StandardCopyOption.ATOMIC_MOVE);
    }
}
