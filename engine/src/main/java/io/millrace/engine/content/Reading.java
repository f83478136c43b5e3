package io.millrace.engine.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Reads files of a snapshot and makes sure that they are still what the snapshot saw. Belongs to one thread. */
final class Reading {
    private static final int BUFFER = 128 * 1024;
    private static final Set<OpenOption> READ_NO_LINK = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    private final Path root;
    private final MessageDigest sum = Digest.sha256();
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    Reading(Path root) {
        this.root = root;
    }

    Digest digest(Node file) throws ContentException {
        Path place = file.placeIn(root);
        long bytes = 0;
        sum.reset();
        try (FileChannel content = FileChannel.open(place, READ_NO_LINK)) {
            for (int read = content.read(buffer.clear()); read >= 0; read = content.read(buffer.clear())) {
                sum.update(buffer.flip());
                bytes += read;
                if (bytes > file.stat().stamp().size()) {
                    throw Trouble.changed(place); // perhaps it grows as fast as it is read
                }
            }
        } catch (IOException e) {
            check(file);
            throw Trouble.with(place, e);
        }
        if (bytes != file.stat().stamp().size()) {
            throw Trouble.changed(place);
        }
        check(file);
        return Digest.of(sum.digest());
    }

    byte[] target(Node link) throws ContentException {
        Path place = link.placeIn(root);
        try {
            return Names.targetBytes(Files.readSymbolicLink(place));
        } catch (IOException e) {
            check(link);
            throw Trouble.with(place, e);
        }
    }

    /** Refuses when {@code node} is not what it was when it was looked at. */
    void check(Node node) throws ContentException {
        Path place = node.placeIn(root);
        try {
            if (!Stat.of(place).equals(node.stat())) {
                throw Trouble.changed(place);
            }
        } catch (IOException e) {
            throw Trouble.with(place, e);
        }
    }
}
