package io.millrace.store.backup;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.store.DatabaseCopy;
import io.millrace.store.backup.Manifest.Item;
import io.millrace.store.home.Home;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a backup of a home while others may be working on it. The file appears whole or not at all, readable by this user
 * alone.
 *
 * @param withLogs whether logs of steps are taken along
 * @param version of Millrace
 */
public record Backup(Home home, boolean withLogs, String version) {
    private static final int BUFFER = 1 << 16;

    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /**
     * Writes the backup.
     *
     * @param replace whether a file that is there may be replaced
     * @throws MillraceException {@link Code#BACKUP} when it cannot be made
     */
    public Manifest write(Path file, boolean replace, Instant now) {
        Path target = file.toAbsolutePath().normalize();
        if (Files.notExists(home.database())) {
            throw failure("there is nothing to back up: %s has no database".formatted(home.folder()));
        }
        if (Files.isDirectory(target)) {
            throw failure("%s is a folder; name the file to write in it".formatted(target));
        }
        if (Files.exists(target) && !replace) {
            throw failure("%s exists; choose another name, or replace it with --force".formatted(target));
        }
        try {
            return write(target, now);
        } catch (NoSuchFileException e) {
            throw failure("cannot write %s: the folder %s does not exist".formatted(target, target.getParent()), e);
        } catch (IOException e) {
            throw failure("cannot write %s: %s".formatted(target, Reasons.of(e)), e);
        }
    }

    /** Aside, in the same folder: a rename there is a whole step. */
    private Manifest write(Path target, Instant now) throws IOException {
        Path aside = Files.createTempDirectory(target.getParent(), ".millrace-backup-", PRIVATE);
        try {
            Path database = aside.resolve(Manifest.DATABASE);
            DatabaseCopy.write(home.database(), database);
            Path archive = Files.createFile(aside.resolve("archive"), PRIVATE_FILE);
            Manifest manifest;
            try (FileOutputStream out = new FileOutputStream(archive.toFile());
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                manifest = fill(zip, database, now);
                zip.finish();
                zip.flush();
                out.getFD().sync();
            }
            Files.move(archive, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return manifest;
        } finally {
            HomeFiles.remove(aside);
        }
    }

    private Manifest fill(ZipOutputStream zip, Path database, Instant now) throws IOException {
        HomeFiles files = new HomeFiles(home);
        List<Item> items = new ArrayList<>();
        items.add(add(zip, Manifest.DATABASE, database));
        for (Path path : files.kept()) {
            items.add(add(zip, files.entry(path), path));
        }
        long logs = withLogs ? addLogs(zip, files) : 0;
        Manifest manifest = new Manifest(Manifest.FORMAT, version, now, DatabaseCopy.schema(), items, logs);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(ManifestJson.write(manifest));
        zip.closeEntry();
        return manifest;
    }

    private static Item add(ZipOutputStream zip, String name, Path path) throws IOException {
        try (DigestInputStream content = new DigestInputStream(Files.newInputStream(path), Sha256.digest())) {
            zip.putNextEntry(new ZipEntry(name));
            long bytes = content.transferTo(zip);
            zip.closeEntry();
            return new Item(
                    name,
                    bytes,
                    HexFormat.of().formatHex(content.getMessageDigest().digest()));
        }
    }

    private static long addLogs(ZipOutputStream zip, HomeFiles files) throws IOException {
        long count = 0;
        for (Path path : files.logs()) {
            if (addLog(zip, files.entry(path), path)) {
                count++;
            }
        }
        return count;
    }

    /** As much of a log as there is now: it may be growing. One that was removed meanwhile is left out. */
    private static boolean addLog(ZipOutputStream zip, String name, Path path) throws IOException {
        try (InputStream content = Files.newInputStream(path)) {
            long left = Files.size(path);
            zip.putNextEntry(new ZipEntry(name));
            byte[] buffer = new byte[BUFFER];
            int read = content.read(buffer, 0, (int) Math.min(left, BUFFER));
            while (left > 0 && read > 0) {
                zip.write(buffer, 0, read);
                left -= read;
                read = content.read(buffer, 0, (int) Math.min(left, BUFFER));
            }
            zip.closeEntry();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static MillraceException failure(String message) {
        return new MillraceException(Code.BACKUP, message);
    }

    private static MillraceException failure(String message, Exception cause) {
        return new MillraceException(Code.BACKUP, message, cause);
    }
}
