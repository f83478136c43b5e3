package io.millrace.store.backup;

import java.time.Instant;
import java.util.List;

/**
 * What is in a backup.
 *
 * @param format of the file
 * @param version of Millrace that made it
 * @param schema of the database
 * @param files all but the logs
 * @param logs how many files of logs
 */
public record Manifest(int format, String version, Instant madeAt, int schema, List<Item> files, long logs) {
    /** The format that this program writes. */
    public static final int FORMAT = 1;

    static final String NAME = "manifest.json";
    static final String DATABASE = "millrace.db";

    public Manifest {
        files = List.copyOf(files);
    }

    /**
     * A file.
     *
     * @param path below the home, with slashes
     * @param sha256 in hexadecimal digits
     */
    public record Item(String path, long bytes, String sha256) {}

    /** How large all files are together, without the logs. */
    public long bytes() {
        return files.stream().mapToLong(Item::bytes).sum();
    }
}
