package io.millrace.store.content;

import io.millrace.engine.TimeSource;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.content.Manifest;
import io.millrace.engine.content.ManifestJson;
import io.millrace.engine.content.Snapshot;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What a manifest of a big tree costs: the first, and one more in a process that has just started while nothing changed.
 * Started by {@code bench/manifest}, a process for each line.
 */
final class ManifestBench {
    private static final int FILES_IN_FOLDER = 100;
    private static final int BYTES = 200;
    private static final int BEFORE = 3;

    private ManifestBench() {}

    public static void main(String[] arguments) throws Exception {
        Path tree = Path.of(arguments[1]);
        Path digests = Path.of(arguments[2]);
        switch (arguments[0]) {
            case "make" -> make(tree, Integer.parseInt(arguments[3]));
            case "manifest" -> manifest(tree, digests);
            case "snapshot" -> snapshot(tree);
            case "server" -> server(tree, digests);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void make(Path tree, int files) throws IOException, InterruptedException {
        var dice = new Random(1);
        byte[] content = new byte[BYTES];
        for (int i = 0; i < files; i++) {
            Path folder = tree.resolve("part-%04d".formatted(i / FILES_IN_FOLDER));
            if (i % FILES_IN_FOLDER == 0) {
                Files.createDirectories(folder);
            }
            dice.nextBytes(content);
            Files.write(folder.resolve("sample-%06d.bin".formatted(i)), content);
        }
        Thread.sleep(Contents.SETTLED.plusMillis(500)); // what is younger would be read twice
    }

    private static void manifest(Path tree, Path digests) throws Exception {
        var known = new DigestFile(digests);
        var contents = new Contents(known, TimeSource.SYSTEM, ContentLimits.DEFAULT);
        long begin = System.nanoTime();
        Manifest manifest = contents.manifest(tree);
        long made = System.nanoTime();
        String digest = manifest.digest().brief();
        long digested = System.nanoTime();
        try (OutputStream output =
                new BufferedOutputStream(Files.newOutputStream(digests.resolveSibling("manifest.json")))) {
            ManifestJson.write(manifest, output);
        }
        System.out.printf(
                "manifest %5d ms   its digest %4d ms   stored %4d ms   %,d entries   %s   %s%n",
                millis(begin, made),
                millis(made, digested),
                millis(digested, System.nanoTime()),
                manifest.entries().size(),
                digest,
                known.trouble().orElse(""));
    }

    /** As a process that has done it before, like a server, or a run whose steps read the same tree. */
    private static void server(Path tree, Path digests) throws Exception {
        var contents = new Contents(new DigestFile(digests), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        for (int i = 0; i < BEFORE; i++) {
            var unused = contents.manifest(tree).digest();
        }
        long begin = System.nanoTime();
        String digest = contents.manifest(tree).digest().brief();
        System.out.printf("done before  %5d ms   %s%n", millis(begin, System.nanoTime()), digest);
    }

    private static void snapshot(Path tree) throws Exception {
        var contents =
                new Contents(new DigestFile(tree.resolveSibling("none")), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        long begin = System.nanoTime();
        Snapshot snapshot = contents.snapshot(tree);
        System.out.printf("snapshot %5d ms   %,d entries%n", millis(begin, System.nanoTime()), snapshot.entries());
    }

    private static long millis(long from, long to) {
        return (to - from) / 1_000_000;
    }
}
