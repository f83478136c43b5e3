package io.millrace.store.content;

import io.millrace.engine.content.Digest;
import io.millrace.engine.content.FileStamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/**
 * How digests lie in a file: eight bytes that name the form, then records of 80 bytes, each nine numbers and a checksum
 * of them. A record that was half written, moved or made of zeros does not match its checksum.
 */
final class DigestRecords {
    static final int RECORD = 80;
    static final int HEADER = 8;

    private static final byte[] FORM = "MRDIGST1".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECKED = RECORD - Long.BYTES;
    private static final int BUFFERED = 8192;

    private final Checksum castagnoli = new CRC32C();
    private final Checksum ethernet = new CRC32();

    /** A buffer for so many records, with room for the header. */
    static ByteBuffer buffer(int records) {
        return ByteBuffer.allocate(HEADER + records * RECORD);
    }

    static void header(ByteBuffer buffer) {
        buffer.put(FORM);
    }

    void write(ByteBuffer buffer, FileStamp stamp, Digest digest) {
        int begin = buffer.position();
        buffer.putLong(stamp.device()).putLong(stamp.inode()).putLong(stamp.size());
        buffer.putLong(stamp.modified()).putLong(stamp.changed());
        buffer.putLong(digest.first()).putLong(digest.second());
        buffer.putLong(digest.third()).putLong(digest.fourth());
        buffer.putLong(check(buffer, begin));
    }

    /**
     * Reads all records that are whole into {@code table}.
     *
     * @return whether the file is whole: of this form, ending with a record, each with the right checksum
     */
    boolean read(FileChannel file, DigestTable table) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFERED * RECORD).limit(HEADER);
        fill(file, buffer);
        if (!Arrays.equals(FORM, Arrays.copyOf(buffer.array(), buffer.position()))) {
            return false;
        }
        table.expect(file.size() / RECORD);
        boolean whole = true;
        do {
            fill(file, buffer.clear());
            buffer.flip();
            while (buffer.remaining() >= RECORD) {
                whole &= take(buffer, table);
            }
            whole &= !buffer.hasRemaining();
        } while (buffer.limit() == buffer.capacity());
        return whole;
    }

    private static void fill(ReadableByteChannel file, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && file.read(buffer) >= 0) {
            // a channel may give less than there is
        }
    }

    private boolean take(ByteBuffer buffer, DigestTable table) {
        long check = check(buffer, buffer.position());
        var stamp =
                new FileStamp(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
        var digest = new Digest(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
        boolean whole = buffer.getLong() == check;
        if (whole) {
            table.put(stamp, digest);
        }
        return whole;
    }

    private long check(ByteBuffer buffer, int begin) {
        return sum(castagnoli, buffer, begin) << 32 | sum(ethernet, buffer, begin);
    }

    private static long sum(Checksum checksum, ByteBuffer buffer, int begin) {
        checksum.reset();
        checksum.update(buffer.slice(begin, CHECKED));
        return checksum.getValue();
    }
}
