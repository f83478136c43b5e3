package io.millrace.executor.local;

import io.millrace.engine.Storage;
import io.millrace.engine.core.FileContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Folders of this machine as storages. */
public final class LocalStorage implements Storage {

    @Override
    public FileContent read(String location, String path, int limit) {
        try {
            Path root = Path.of(location).toRealPath();
            Path file = root.resolve(path).normalize();
            if (!file.startsWith(root)) {
                return new FileContent.Unreadable(path + " leads out of its storage");
            }
            if (!Files.exists(file)) {
                return new FileContent.Unreadable(path + " does not exist");
            }
            Path real = file.toRealPath();
            if (!real.startsWith(root)) {
                return new FileContent.Unreadable(path + " leads out of its storage");
            }
            return Files.isRegularFile(real)
                    ? text(real, path, limit)
                    : new FileContent.Unreadable(path + " is not a file");
        } catch (InvalidPathException e) {
            return new FileContent.Unreadable("not a path of a file: " + e.getReason());
        } catch (IOException e) {
            return new FileContent.Unreadable("%s cannot be read: %s".formatted(path, e.getMessage()));
        }
    }

    private static FileContent text(Path file, String path, int limit) throws IOException {
        byte[] bytes;
        try (InputStream stream = Files.newInputStream(file)) {
            bytes = stream.readNBytes(limit);
        }
        if (bytes.length >= limit) {
            return new FileContent.Unreadable("%s must be smaller than %d bytes".formatted(path, limit));
        }
        try {
            return new FileContent.Text(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return new FileContent.Unreadable(path + " is not UTF-8 text");
        }
    }
}
