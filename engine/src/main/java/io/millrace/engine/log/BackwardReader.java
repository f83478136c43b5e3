package io.millrace.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Finds where lines begin, from the end of a file on. */
final class BackwardReader {
    private final FileChannel file;
    private final long size;
    /** A block and the byte behind it. */
    private final byte[] bytes = new byte[Cuts.BLOCK + 1];

    private final boolean pieces;
    private long left;
    private long found;

    /**
     * Reads what is there now; what the file grows by later does not count.
     *
     * @param pieces whether each piece of a long line counts, also those that are written over
     */
    BackwardReader(FileChannel file, boolean pieces) throws IOException {
        this.file = file;
        this.pieces = pieces;
        this.size = file.size();
    }

    /** Where the last {@code lines} lines begin: at 0 when the file has fewer, at its end for none. */
    long startOfLast(long lines) throws IOException {
        left = lines;
        found = size;
        for (long block = (size - 1) / Cuts.BLOCK; left > 0 && size > 0 && block >= 0; block--) {
            search(block * Cuts.BLOCK);
        }
        return left > 0 ? 0 : found;
    }

    private void search(long blockAt) throws IOException {
        int length = (int) Math.min(bytes.length, size - blockAt);
        read(blockAt, length);
        boolean lineBreak = false;
        for (int i = Math.min(length, Cuts.BLOCK) - 1; i >= 0 && left > 0; i--) {
            if (bytes[i] == '\n') {
                lineBreak = true;
                lineBegins(blockAt + i + 1);
            }
        }
        boolean cut = !lineBreak && length > Cuts.BLOCK;
        if (cut && (pieces || !Cuts.overwritten(blockAt + Cuts.BLOCK, bytes, Cuts.BLOCK))) {
            lineBegins(blockAt + Cuts.BLOCK - Cuts.back(bytes, Cuts.BLOCK));
        }
    }

    private void lineBegins(long offset) {
        if (offset < size) {
            found = offset;
            left--;
        }
    }

    private void read(long from, int length) throws IOException {
        var target = ByteBuffer.wrap(bytes, 0, length);
        while (target.hasRemaining()) {
            if (file.read(target, from + target.position()) < 0) {
                throw new IOException("the log became shorter while it was read");
            }
        }
    }
}
