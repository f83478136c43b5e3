package io.millrace.engine.log;

/**
 * Where lines that are too long are cut. Both directions of reading must find the same places by looking around them
 * only: so the file is seen as blocks of equal size, and a block without any line break ends with a cut. A piece is at
 * most two blocks long. A cut never parts the bytes of a character: it moves before its first byte.
 */
final class Cuts {
    static final int BLOCK = 32 * 1024;

    private static final int LONGEST_CHARACTER = 4;

    private Cuts() {}

    /** The block end at which a piece that begins at {@code start} is cut when no line break comes before. */
    static long after(long start) {
        return start % BLOCK == 0 ? start + BLOCK : (start / BLOCK + 2) * BLOCK;
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
