package io.millrace.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads line after line from a place where one begins. The file may grow in between. Not safe for use by many threads. */
final class ForwardReader {
    private static final byte[] NOTHING = {};

    private final FileChannel file;
    private final LogMask mask;
    private final byte[] buffer = new byte[4 * Cuts.BLOCK];
    private long bufferAt;
    private int filled;
    private long at;

    ForwardReader(FileChannel file, long from, LogMask mask) {
        this.file = file;
        this.mask = mask;
        this.bufferAt = from;
        this.at = from;
    }

    /** The next line that is complete or cut; empty when the file holds none yet. */
    Optional<LogLine> next() throws IOException {
        do {
            int begin = index(at);
            int cut = index(Math.min(Cuts.after(at), bufferAt + buffer.length));
            int lineBreak = lineBreak(begin, Math.min(cut, filled));
            if (lineBreak >= 0) {
                return Optional.of(take(lineBreak, 1, LogLine.End.LINE_BREAK));
            }
            if (cut < filled) {
                boolean overwritten = Cuts.overwritten(bufferAt + cut, buffer, cut);
                return Optional.of(
                        take(cut - Cuts.back(buffer, cut), 0, overwritten ? LogLine.End.OVERWRITTEN : LogLine.End.CUT));
            }
        } while (load());
        return Optional.empty();
    }

    /** What is behind the last line that {@link #next} gave; empty when there is nothing. */
    Optional<LogLine> rest() throws IOException {
        Optional<LogLine> rest = peekRest();
        at = seen();
        return rest;
    }

    /** The same as {@link #rest}, without going on to its end. */
    Optional<LogLine> peekRest() throws IOException {
        int begin = index(at);
        return begin == filled ? Optional.empty() : Optional.of(line(begin, filled, LogLine.End.OPEN));
    }

    /** Where the next line begins; after {@link #rest} the end of what was read. */
    long at() {
        return at;
    }

    /** Up to where the file was read. */
    long seen() {
        return bufferAt + filled;
    }

    private LogLine take(int end, int lineBreak, LogLine.End how) throws IOException {
        int begin = index(at);
        LogLine line = line(begin, end, how);
        at += end - begin + lineBreak;
        return line;
    }

    private LogLine line(int begin, int end, LogLine.End how) throws IOException {
        long offset = bufferAt + begin;
        byte[] before = mayBeginAtCut(offset) ? around(Math.max(0, offset - mask.reach()), offset) : NOTHING;
        boolean cut = how == LogLine.End.CUT || how == LogLine.End.OVERWRITTEN;
        byte[] behind = cut ? around(bufferAt + end, bufferAt + end + mask.reach()) : NOTHING;
        byte[] text = new byte[before.length + end - begin + behind.length];
        System.arraycopy(before, 0, text, 0, before.length);
        System.arraycopy(buffer, begin, text, before.length, end - begin);
        System.arraycopy(behind, 0, text, before.length + end - begin, behind.length);
        byte[] masked = mask.apply(text);
        return new LogLine(offset, new String(masked, before.length, end - begin, StandardCharsets.UTF_8), how);
    }

    /** Cuts are at the ends of blocks, or a few bytes before. */
    private static boolean mayBeginAtCut(long offset) {
        return offset > 0 && (offset + Cuts.LONGEST_CHARACTER - 1) % Cuts.BLOCK < Cuts.LONGEST_CHARACTER;
    }

    /** What the file holds in a range, as far as it goes. */
    private byte[] around(long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) (to - from));
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) > 0) {
            // read on
        }
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private int lineBreak(int begin, int end) {
        for (int i = begin; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Reads on; false at the end of the file. */
    private boolean load() throws IOException {
        int begin = index(at);
        System.arraycopy(buffer, begin, buffer, 0, filled - begin);
        bufferAt = at;
        filled -= begin;
        int read = file.read(ByteBuffer.wrap(buffer, filled, buffer.length - filled), bufferAt + filled);
        filled += Math.max(read, 0);
        return read > 0;
    }

    private int index(long offset) {
        return (int) (offset - bufferAt);
    }
}
