package io.millrace.server.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.engine.StoreException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A file of JSON lines for the eyes of its user alone (mode 0600). When it has grown to its limit it is kept as {@code
 * NAME.1} beside a new one, in place of the one kept before. Safe for use by many threads.
 */
public final class AuditFile implements Audit, AutoCloseable {
    private static final System.Logger LOG = System.getLogger("io.millrace.server");
    private static final JsonFactory JSON = new JsonFactory();
    private static final int LONGEST_TARGET = 500;
    private static final int LONGEST_USER = 100;

    private final Path path;
    private final long limit;
    private FileChannel file;

    /**
     * @param limit bytes after which a new file is begun
     * @throws StoreException when the file cannot be written
     */
    public AuditFile(Path path, long limit) {
        this.path = path;
        this.limit = limit;
        this.file = open(path);
    }

    private static FileChannel open(Path path) {
        try {
            return FileChannel.open(
                    path,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw new StoreException("the audit log %s cannot be written: %s".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void note(Entry entry) {
        byte[] line = (json(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                if (file.size() + line.length > limit) {
                    file.close();
                    Files.move(path, earlier(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
                    file = open(path);
                }
                ByteBuffer bytes = ByteBuffer.wrap(line);
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
            } catch (IOException | StoreException e) {
                LOG.log(System.Logger.Level.ERROR, "the audit log cannot be written; it misses: " + json(entry), e);
            }
        }
    }

    private Path earlier() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    private static String json(Entry entry) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("user", cut(entry.user(), LONGEST_USER));
            json.writeStringField("address", entry.address());
            json.writeStringField("method", entry.method());
            json.writeStringField("target", cut(entry.target(), LONGEST_TARGET));
            json.writeNumberField("status", entry.status());
            json.writeStringField("code", entry.code());
            json.writeStringField("made", entry.made());
            json.writeStringField("requestID", entry.requestId());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }

    /** The last lines, oldest first. */
    synchronized List<String> last(int lines) {
        Deque<String> last = new ArrayDeque<>();
        try {
            for (Path one : List.of(earlier(), path)) {
                if (Files.exists(one)) {
                    try (Stream<String> all = Files.lines(one)) {
                        all.forEach(line -> {
                            last.addLast(line);
                            if (last.size() > lines) {
                                last.removeFirst();
                            }
                        });
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(last);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
