package io.millrace.engine.content;

/**
 * How much one path may hold.
 *
 * @param entries files, folders and links altogether
 * @param depth folders within folders
 * @param threads that list, look at and read files at the same time
 */
public record ContentLimits(int entries, int depth, int threads) {
    /** A million entries, 256 folders deep, with as many threads as the machine has processors, at most four. */
    public static final ContentLimits DEFAULT =
            new ContentLimits(1_000_000, 256, Math.min(4, Runtime.getRuntime().availableProcessors()));

    public ContentLimits {
        if (entries < 1 || depth < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "limits must be 1 or more: %d entries, %d deep, %d threads".formatted(entries, depth, threads));
        }
    }
}
