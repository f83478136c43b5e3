package io.millrace.engine.log;

/**
 * Where lines that are too long are cut. Both directions of reading must find the same places by looking around them
 * only: so the file is seen as blocks of equal size, and a block without any line break ends with a cut. A piece is at
 * most two blocks long. A progress bar, which returns to the begin of its line instead of beginning a new one, is cut too;
 * but what it wrote over does not count as a line, save for one state in each {@link #STRIDE} bytes: so that the place
 * of a line is found by looking no further than that. A cut never parts the bytes of a character: it moves before its first byte.
 */
final class Cuts {
    static final int BLOCK = 32 * 1024;

    /** A multiple of the block. */
    static final int STRIDE = 4 * BLOCK;

    static final int LONGEST_CHARACTER = 4;

    private Cuts() {}

    /** The block end at which a piece that begins at {@code start} is cut when no line break comes before. */
    static long after(long start) {
        return start % BLOCK == 0 ? start + BLOCK : (start / BLOCK + 2) * BLOCK;
    }

    /**
     * Whether what comes before a cut is written over by what comes after it.
     *
     * @param blockEnd where in the file the cut block ends
     * @param bytes hold that block before {@code index}
     */
    static boolean overwritten(long blockEnd, byte[] bytes, int index) {
        if (blockEnd % STRIDE == 0) {
            return false;
        }
        for (int i = index - BLOCK; i < index; i++) {
            if (bytes[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    /**
     * How many bytes before a block end the cut lies.
     *
     * @param bytes hold the block end at {@code index} and the bytes before it
     */
    static int back(byte[] bytes, int index) {
        for (int back = 0; back < LONGEST_CHARACTER && back <= index; back++) {
            if ((bytes[index - back] & 0xC0) != 0x80) {
                return back;
            }
        }
        return 0;
    }
}
