package io.millrace.executor.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Remembers which runs may have had attempts before the machine was last started. A missing claim proves that an
 * attempt never started only while the machine has been up all the time: a crash of the machine can lose the claim.
 *
 * <p>Run numbers only grow, so two numbers are enough: the highest run that may have been touched in earlier boots, and
 * the highest in this one. The second is written ahead in strides, before the first run above it starts anything, and
 * is on the disk before the call returns. Being too high costs little: an attempt of such a run that was handed over in
 * the moment of a crash of Millrace counts as unknown instead of being started again.
 */
final class BootMemory {
    private static final int STRIDE = 64;
    private static final String NAME = "boots";

    private final Path folder;
    private final String boot;
    private final long before;
    private volatile long reserved;

    private BootMemory(Path folder, String boot, long before, long reserved) {
        this.folder = folder;
        this.boot = boot;
        this.before = before;
        this.reserved = reserved;
    }

    /** Reads the memory in {@code folder} and adds the present boot to it. */
    static BootMemory open(Path folder, String boot) throws IOException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new BootMemory(folder, boot, 0, 0).reserve(STRIDE);
        }
        String[] words = Files.readString(file).strip().split(" ", -1);
        if (words.length != 3 || !words[1].matches("\\d{1,18}") || !words[2].matches("\\d{1,18}")) {
            throw new IOException(file + " is damaged (expected: BOOT NUMBER NUMBER); remove it, and steps that were "
                    + "running may be reported as unknown");
        }
        long before = Long.parseLong(words[1]);
        long reserved = Long.parseLong(words[2]);
        if (words[0].equals(boot)) {
            return new BootMemory(folder, boot, before, reserved);
        }
        return new BootMemory(folder, boot, Math.max(before, reserved), 0).reserve(Math.max(before, reserved) + STRIDE);
    }

    /** Notes that attempts of the run may start in this boot. Must return before the first of them does. */
    void touch(long run) throws IOException {
        if (run > reserved) {
            synchronized (this) {
                if (run > reserved) {
                    reserve(run + STRIDE);
                }
            }
        }
    }

    /** Whether an attempt of the run may have started before the machine did. */
    boolean touchedBefore(long run) {
        return run <= before;
    }

    private BootMemory reserve(long upTo) throws IOException {
        Path aside = folder.resolve(NAME + ".new");
        ByteBuffer text =
                ByteBuffer.wrap((boot + " " + before + " " + upTo + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel out = FileChannel.open(
                aside, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (text.hasRemaining()) {
                out.write(text);
            }
            out.force(true);
        }
        Files.move(aside, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
        reserved = upTo;
        return this;
    }
}
