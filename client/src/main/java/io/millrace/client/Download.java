package io.millrace.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Brings an artifact to a place that has it whole or not at all. After a connection breaks, the next goes on where it ended,
 * if the file is still the same.
 */
final class Download {
    private static final String KIND = "x-millrace-kind";
    private static final int PORTION = 64 << 10;

    private final Transport transport;
    private final Request request;
    private final TransferListener listener;
    private String tag = "";
    private OptionalLong whole = OptionalLong.empty();
    private boolean folder;

    Download(Transport transport, Request request, TransferListener listener) {
        this.transport = transport;
        this.request = request;
        this.listener = listener;
    }

    void to(Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path parent = Optional.ofNullable(target.toAbsolutePath().getParent()).orElse(target);
        if (!Files.isDirectory(parent)) {
            throw new NoSuchFileException(parent.toString(), null, "is no folder to download into");
        }
        Path aside = Files.createTempDirectory(parent, ".millrace-download-");
        try {
            Path file = aside.resolve("file");
            fetch(file);
            Path result = folder ? unpacked(file, aside.resolve("folder")) : file;
            Files.move(result, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(aside);
        }
    }

    private void fetch(Path file) throws IOException {
        Files.createFile(file);
        for (int failures = 1; ; failures++) {
            Optional<IOException> broken = portion(file);
            if (broken.isEmpty()) {
                return;
            }
            if (failures >= transport.retry().maxAttempts()) {
                throw new MillraceClientException(
                        MillraceClientException.UNREACHABLE,
                        "the download broke: " + broken.get().getMessage(),
                        "",
                        broken.get());
            }
            transport.pause(failures);
        }
    }

    /** Adds what one connection brings. */
    private Optional<IOException> portion(Path file) throws IOException {
        long have = Files.size(file);
        boolean partly = have > 0 && !tag.isEmpty();
        HttpResponse<InputStream> answer =
                transport.open(request, partly ? Map.of("Range", "bytes=" + have + "-", "If-Range", tag) : Map.of());
        boolean goesOn = answer.statusCode() == 206;
        long begin = goesOn ? have : 0;
        OptionalLong length = answer.headers().firstValueAsLong("Content-Length");
        tag = answer.headers().firstValue("ETag").orElse("");
        folder = answer.headers().firstValue(KIND).orElse("").equals("folder");
        whole = length.isPresent() ? OptionalLong.of(begin + length.getAsLong()) : OptionalLong.empty();
        StandardOpenOption where = goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = answer.body();
                OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, where)) {
            return copy(in, out, begin);
        }
    }

    /** What breaks the connection is an answer; what breaks the disk is thrown. */
    private Optional<IOException> copy(InputStream in, OutputStream out, long begin) throws IOException {
        byte[] buffer = new byte[PORTION];
        long done = begin;
        while (whole.isEmpty() || done < whole.getAsLong()) {
            int count;
            try {
                count = in.read(buffer);
            } catch (IOException e) {
                return Optional.of(e);
            }
            if (count < 0) {
                return Optional.empty();
            }
            out.write(buffer, 0, count);
            done += count;
            listener.progressed(done, whole);
        }
        return Optional.empty();
    }

    private static Path unpacked(Path archive, Path target) throws IOException {
        Files.createDirectory(target);
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new IOException("the archive has a path that leads out of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                } else {
                    Files.createDirectories(
                            Optional.ofNullable(path.getParent()).orElse(target));
                    Files.copy(zip, path);
                }
            }
        }
        return target;
    }

    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, IOException problem) throws IOException {
                Files.delete(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
