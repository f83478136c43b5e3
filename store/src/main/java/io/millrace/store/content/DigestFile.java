package io.millrace.store.content;

import io.millrace.engine.content.Digest;
import io.millrace.engine.content.FileStamp;
import io.millrace.engine.content.KnownDigests;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Digests in a file of the home, read once and then kept in memory; new ones are appended. Not in the database, because
 * they may be lost without harm and come by the hundred thousand: there they would hold up the commits that steps wait
 * for, and looking them up would take ten times as long.
 *
 * <p>What was damaged, cut off by a kill or overwritten by another process is known by its checksum and forgotten. Bounded:
 * at most so many files are remembered, about 80 bytes each in memory and twice that on the disk.
 */
public final class DigestFile implements KnownDigests {
    /** Files remembered unless said otherwise. */
    public static final int DEFAULT_MOST = 1_000_000;

    private static final int WRITTEN_AT_A_TIME = 8192;
    private static final int OUTDATED_ALLOWED = 10_000;

    private final Path file;
    private final int most;
    private final DigestRecords records = new DigestRecords();
    private Optional<DigestTable> loaded = Optional.empty();
    private boolean rewrite;
    private Optional<String> trouble = Optional.empty();

    /** @param file is read with the first question; need not exist, its folder must for anything to be kept */
    public DigestFile(Path file) {
        this(file, DEFAULT_MOST);
    }

    /** @param most files to remember; the oldest quarter is forgotten when there are more */
    public DigestFile(Path file, int most) {
        if (most < 1) {
            throw new IllegalArgumentException("cannot remember " + most + " files");
        }
        this.file = file;
        this.most = most;
    }

    @Override
    public synchronized List<Optional<Digest>> find(List<FileStamp> stamps) {
        DigestTable table = table();
        List<Optional<Digest>> found = new ArrayList<>(stamps.size());
        for (FileStamp stamp : stamps) {
            found.add(table.get(stamp));
        }
        return found;
    }

    @Override
    public synchronized void save(Map<FileStamp, Digest> digests) {
        DigestTable table = table();
        digests.forEach(table::put);
        try {
            if (rewrite || !append(digests)) {
                rewrite(table);
            }
            trouble = Optional.empty();
        } catch (IOException e) {
            rewrite = true; // nobody knows what is there now
            trouble = Optional.of("cannot keep digests in %s, so files will be read again: %s".formatted(file, e));
        }
    }

    /** Why the last digests could not be kept or read, for people; empty when all is well. */
    public synchronized Optional<String> trouble() {
        return trouble;
    }

    private DigestTable table() {
        DigestTable table = loaded.orElseGet(this::load);
        loaded = Optional.of(table);
        return table;
    }

    private DigestTable load() {
        var table = new DigestTable(most);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            rewrite = !records.read(channel, table);
        } catch (NoSuchFileException e) {
            rewrite = true; // the first time
        } catch (IOException e) {
            rewrite = true;
            trouble = Optional.of("cannot read %s, so files will be read again: %s".formatted(file, e));
        }
        return table;
    }

    /** False when the file has to be written anew: it is gone or cut off, or most of it is outdated. */
    private boolean append(Map<FileStamp, Digest> digests) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            long content = channel.size() - DigestRecords.HEADER;
            long room = 2L * table().size() + OUTDATED_ALLOWED - digests.size();
            if (content < 0 || content % DigestRecords.RECORD != 0 || content / DigestRecords.RECORD > room) {
                return false;
            }
            var writer = new Writer(channel);
            for (Map.Entry<FileStamp, Digest> one : digests.entrySet()) {
                writer.write(one.getKey(), one.getValue());
            }
            writer.flush();
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private void rewrite(DigestTable table) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var writer = new Writer(channel);
            DigestRecords.header(writer.buffer);
            for (int record = 0; record < table.size(); record++) {
                writer.write(table.stamp(record), table.digest(record));
            }
            writer.flush();
        }
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        rewrite = false;
    }

    /** Collects records so that few calls write many. */
    private final class Writer {
        private final FileChannel channel;
        private final ByteBuffer buffer = DigestRecords.buffer(WRITTEN_AT_A_TIME);

        Writer(FileChannel channel) {
            this.channel = channel;
        }

        void write(FileStamp stamp, Digest digest) throws IOException {
            if (buffer.remaining() < DigestRecords.RECORD) {
                flush();
            }
            records.write(buffer, stamp, digest);
        }

        void flush() throws IOException {
            buffer.flip();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }
    }
}
