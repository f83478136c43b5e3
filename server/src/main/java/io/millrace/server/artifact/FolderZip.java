package io.millrace.server.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A folder as a zip file. Links inside are left out: what they lead to is not part of it. */
final class FolderZip {
    private FolderZip() {}

    static void write(StoredFile folder, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        try (Stream<Path> files = Files.walk(folder.path())) {
            for (Iterator<Path> all = files.iterator(); all.hasNext(); ) {
                Path file = all.next();
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    add(zip, folder, file);
                } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS) && !file.equals(folder.path())) {
                    zip.putNextEntry(new ZipEntry(folder.path().relativize(file) + "/"));
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        zip.finish();
    }

    private static void add(ZipOutputStream zip, StoredFile folder, Path file) throws IOException {
        ZipEntry entry = new ZipEntry(folder.path().relativize(file).toString());
        entry.setLastModifiedTime(Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
        zip.putNextEntry(entry);
        try (InputStream in = Channels.newInputStream(folder.open(file))) {
            in.transferTo(zip);
        }
        zip.closeEntry();
    }
}
