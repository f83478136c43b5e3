package io.millrace.engine.content;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A tree whose times lie long ago, {@code a.txt} a day after all others:
 *
 * <pre>a.txt "one", b.txt "four", sub/c.txt, run.sh (executable), link -> a.txt</pre>
 */
record Tree(Path root) {
    static final FileTime OLDER = FileTime.from(Instant.parse("2019-05-05T05:05:05Z"));
    static final FileTime OLD = FileTime.from(Instant.parse("2020-01-01T00:00:00.123456789Z"));
    static final FileTime A_TIME = FileTime.from(Instant.parse("2020-01-02T00:00:00.5Z"));

    static Tree in(Path folder) throws IOException {
        var tree = new Tree(folder.resolve("tree"));
        Files.createDirectories(tree.path("sub"));
        Files.writeString(tree.path("a.txt"), "one");
        Files.writeString(tree.path("b.txt"), "four");
        Files.writeString(tree.path("sub/c.txt"), "three");
        Files.createSymbolicLink(tree.path("link"), Path.of("a.txt"));
        Files.writeString(tree.path("run.sh"), "echo");
        Shell.run("chmod 744 '%s'".formatted(tree.path("run.sh")));
        tree.resetTimes();
        return tree;
    }

    Path path(String relative) {
        return root.resolve(relative);
    }

    /** Puts back all times that a program can put back. */
    void resetTimes() throws IOException {
        Shell.run("touch -h -d 2020-01-01T00:00:00Z '%s'".formatted(path("link")));
        try (Stream<Path> paths = Files.walk(root)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                if (!Files.isSymbolicLink(path)) {
                    Files.setLastModifiedTime(path, path.endsWith("a.txt") ? A_TIME : OLD);
                }
            }
        }
    }

    /** Waits until a write gets another time than the writes before. */
    void nextTick() {
        Awaitility.await().until(() -> {
            Path probe = Files.createTempFile(root.resolve(".."), "tick", "");
            boolean ticked = Stat.of(probe).stamp().changed() > newestChange();
            Files.delete(probe);
            return ticked;
        });
    }

    private long newestChange() throws IOException {
        long newest = 0;
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                newest = Math.max(newest, Stat.of(path).stamp().changed());
            }
        }
        return newest;
    }
}
