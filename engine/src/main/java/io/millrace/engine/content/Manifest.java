package io.millrace.engine.content;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * All that a path held at one moment. Times, owners and permissions other than the executable bit are no part of it, so
 * equal contents have equal manifests wherever and whenever they were written.
 *
 * @param entries in order: a folder before what is in it, neighbours by name; the first is the path itself
 */
public record Manifest(List<Entry> entries) {
    /** Belongs to {@link #digest}: another canonical form gets another text here. */
    private static final String FORM = "millrace manifest 1\n";

    public Manifest {
        entries = List.copyOf(entries);
        if (entries.isEmpty() || !entries.getFirst().path().isEmpty()) {
            throw new IllegalArgumentException("a manifest begins with the path itself");
        }
        for (int i = 1; i < entries.size(); i++) {
            String path = entries.get(i).path();
            if (PathOrder.compare(entries.get(i - 1).path(), path) >= 0) {
                throw new IllegalArgumentException("'" + path + "' is not in its place in the manifest");
            }
        }
    }

    /** What the path itself is. */
    public Entry root() {
        return entries.getFirst();
    }

    /** The size of all files together. */
    public long bytes() {
        long bytes = 0;
        for (Entry entry : entries) {
            bytes += entry.kind() == Kind.FILE ? entry.size() : 0;
        }
        return bytes;
    }

    /** How many files there are. */
    public int files() {
        int files = 0;
        for (Entry entry : entries) {
            files += entry.kind() == Kind.FILE ? 1 : 0;
        }
        return files;
    }

    /** Equal for equal manifests on every machine and in every version. Computed anew with each call. */
    public Digest digest() {
        MessageDigest sum = Digest.sha256();
        sum.update(FORM.getBytes(StandardCharsets.UTF_8));
        for (Entry entry : entries) {
            // No path holds a NUL, so no two lists of entries give the same bytes.
            String line = letter(entry) + entry.path() + '\0' + entry.size() + '\0';
            sum.update(line.getBytes(StandardCharsets.UTF_8));
            entry.digest().addTo(sum);
        }
        return Digest.of(sum.digest());
    }

    /** How the canonical and the stored form name what an entry is. */
    static char letter(Entry entry) {
        return switch (entry.kind()) {
            case FILE -> entry.executable() ? 'x' : 'f';
            case FOLDER -> 'd';
            case LINK -> 'l';
        };
    }
}
