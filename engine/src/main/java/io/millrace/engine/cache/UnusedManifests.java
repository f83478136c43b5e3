package io.millrace.engine.cache;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Manifests that {@link RememberedContents} keeps and no entry refers to any more. Their loss costs nothing but words in
 * explanations that compare with what was looked at in between.
 *
 * @param bytes of all of them
 */
public record UnusedManifests(List<Path> files, long bytes) {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    public UnusedManifests {
        files = List.copyOf(files);
    }

    /** The digests that an entry refers to. */
    public static Set<String> digestsOf(CacheEntry entry) {
        Set<String> digests = new HashSet<>();
        entry.outputs().values().forEach(output -> digests.add(output.digest()));
        for (String text : entry.contents().texts().values()) {
            Matcher matcher = DIGEST.matcher(text);
            while (matcher.find()) {
                digests.add(matcher.group());
            }
        }
        return digests;
    }

    /**
     * Finds them.
     *
     * @param used digests that are referred to
     * @param before younger ones are left alone: an entry that refers to them may be on its way
     */
    public static UnusedManifests in(Path memory, Set<String> used, Instant before) throws IOException {
        List<Path> unused = new ArrayList<>();
        long[] bytes = {0};
        if (Files.isDirectory(memory)) {
            Files.walkFileTree(memory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    boolean old = attributes.lastModifiedTime().toInstant().isBefore(before);
                    if (old && !used.contains(String.valueOf(file.getFileName()))) {
                        unused.add(file);
                        bytes[0] += attributes.size();
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return new UnusedManifests(unused, bytes[0]);
    }

    /** Removes them. */
    public void remove() throws IOException {
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }
}
