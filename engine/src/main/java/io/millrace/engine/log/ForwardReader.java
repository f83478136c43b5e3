package io.millrace.engine.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads line after line from a place where one begins. The file may grow in between. Not safe for use by many threads. */
final class ForwardReader {
    private final FileChannel file;
    private final byte[] buffer = new byte[4 * Cuts.BLOCK];
    private long bufferAt;
    private int filled;
    private long at;

    ForwardReader(FileChannel file, long from) {
        this.file = file;
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
    Optional<LogLine> rest() {
        Optional<LogLine> rest = peekRest();
        at = seen();
        return rest;
    }

    /** The same as {@link #rest}, without going on to its end. */
    Optional<LogLine> peekRest() {
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

    private LogLine take(int end, int lineBreak, LogLine.End how) {
        int begin = index(at);
        LogLine line = line(begin, end, how);
        at += end - begin + lineBreak;
        return line;
    }

    private LogLine line(int begin, int end, LogLine.End how) {
        return new LogLine(bufferAt + begin, new String(buffer, begin, end - begin, StandardCharsets.UTF_8), how);
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
