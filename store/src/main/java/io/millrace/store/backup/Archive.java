package io.millrace.store.backup;

import io.millrace.engine.MillraceException;
import io.millrace.engine.MillraceException.Code;
import io.millrace.store.DatabaseCopy;
import io.millrace.store.backup.Manifest.Item;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that is being read. Believes nothing that it has not compared with the manifest. */
final class Archive implements AutoCloseable {
    private static final int MOST_MANIFEST_BYTES = 16 << 20;
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** Names that stay below the folder into which they are put. */
    private static final Pattern SAFE =
            Pattern.compile("(?!\\.\\.?(?:/|$))[^/\\x00]+(?:/(?!\\.\\.?(?:/|$))[^/\\x00]+)*");

    private static final Pattern LOG = Pattern.compile("jobs/run-\\d+/[^/\\x00]+\\.log");

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private Archive(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /**
     * Opens a backup.
     *
     * @throws MillraceException {@link Code#BACKUP} when it is none, not whole, or of a newer Millrace
     */
    static Archive open(Path file) {
        try {
            ZipFile zip = new ZipFile(file.toFile());
            try {
                return new Archive(file, zip, manifest(file, zip));
            } catch (IOException | MillraceException e) {
                zip.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw failure("%s does not exist".formatted(file), e);
        } catch (ZipException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            throw failure("cannot read %s: %s".formatted(file, Reasons.of(e)), e);
        }
    }

    private static MillraceException unreadable(Path file, ZipException cause) {
        boolean begins = false;
        try (InputStream content = Files.newInputStream(file)) {
            begins = Arrays.equals(content.readNBytes(ZIP.length), ZIP);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return begins
                ? failure("%s is damaged or was cut off: use another backup".formatted(file), cause)
                : failure("%s is not a Millrace backup".formatted(file), cause);
    }

    private static Manifest manifest(Path file, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null || entry.getSize() > MOST_MANIFEST_BYTES) {
            throw failure("%s is not a Millrace backup".formatted(file));
        }
        byte[] bytes;
        try (InputStream content = zip.getInputStream(entry)) {
            bytes = content.readNBytes(MOST_MANIFEST_BYTES);
        }
        Manifest manifest =
                ManifestJson.read(bytes).orElseThrow(() -> failure("%s is not a Millrace backup".formatted(file)));
        if (manifest.format() > Manifest.FORMAT || manifest.schema() > DatabaseCopy.schema()) {
            throw failure("%s was made by a newer Millrace (%s): use that one".formatted(file, manifest.version()));
        }
        return manifest;
    }

    Manifest manifest() {
        return manifest;
    }

    /**
     * Unpacks everything into an empty folder.
     *
     * @throws MillraceException when anything is not as the manifest says
     */
    void unpack(Path folder) throws IOException {
        Set<String> expected = new HashSet<>(Set.of(Manifest.NAME));
        for (Item item : manifest.files()) {
            expected.add(item.path());
            unpack(item, folder);
        }
        if (!expected.contains(Manifest.DATABASE)) {
            throw failure("%s holds no database".formatted(file));
        }
        long logs = 0;
        for (ZipEntry entry : Collections.list(zip.entries())) {
            if (LOG.matcher(entry.getName()).matches()) {
                copy(entry, entry.getSize(), target(folder, entry.getName()), OutputStream.nullOutputStream());
                logs++;
            } else if (!expected.contains(entry.getName())) {
                throw failure("%s holds '%s', of which its manifest says nothing".formatted(file, entry.getName()));
            }
        }
        if (logs != manifest.logs()) {
            throw failure("%s holds %d logs, but %d were put in".formatted(file, logs, manifest.logs()));
        }
    }

    private void unpack(Item item, Path folder) throws IOException {
        ZipEntry entry = zip.getEntry(item.path());
        if (entry == null) {
            throw failure("%s lacks '%s'".formatted(file, item.path()));
        }
        DigestOutputStream digest = new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest());
        long bytes = copy(entry, item.bytes(), target(folder, item.path()), digest);
        String sha256 = HexFormat.of().formatHex(digest.getMessageDigest().digest());
        if (bytes != item.bytes() || !sha256.equals(item.sha256())) {
            throw failure(
                    "'%s' in %s is damaged: its checksum is not the one of the manifest".formatted(item.path(), file));
        }
    }

    private Path target(Path folder, String name) throws IOException {
        if (!SAFE.matcher(name).matches()) {
            throw failure("%s holds a file with the name '%s', which leads elsewhere".formatted(file, name));
        }
        Path target = folder.resolve(name);
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(
                    parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return target;
    }

    /** No more than a little beyond {@code most} bytes. The checksums of the zip format are compared on the way. */
    private long copy(ZipEntry entry, long most, Path target, OutputStream also) throws IOException {
        Files.createFile(target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (InputStream content = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[1 << 16];
            long bytes = 0;
            for (int read = content.read(buffer); read >= 0 && bytes <= most; read = content.read(buffer)) {
                out.write(buffer, 0, read);
                also.write(buffer, 0, read);
                bytes += read;
            }
            return bytes;
        } catch (ZipException e) {
            throw failure("'%s' in %s is damaged".formatted(entry.getName(), file), e);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static MillraceException failure(String message) {
        return new MillraceException(Code.BACKUP, message);
    }

    private static MillraceException failure(String message, Exception cause) {
        return new MillraceException(Code.BACKUP, message, cause);
    }
}
