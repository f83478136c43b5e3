package io.millrace.engine.content;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.TimeSource;
import io.millrace.engine.content.TrapsTest.Times.Seen;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What people and tools do to files, and what the two ways to compare see of it: manifests all that a step could see and
 * nothing else, times just the newest of them.
 */
class TrapsTest {
    /** All files count as settled, so that what is recognised is recognised. */
    private static final TimeSource LATER = () -> TimeSource.SYSTEM.now().plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    /** What {@link Contents#newestModification} sees of a trap, asked for the file {@code a.txt} and for the tree. */
    record Times(Seen ofFile, Seen ofTree) {
        enum Seen {
            SAME,
            DIFFERENT
        }
    }

    @FunctionalInterface
    interface Action {
        void on(Tree tree) throws IOException;
    }

    record Trap(String name, List<String> differences, Times times, Action action) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Trap trap(String name, List<String> differences, Seen ofFile, Seen ofTree, Action action) {
        return new Trap(name, differences, new Times(ofFile, ofTree), action);
    }

    static Stream<Trap> traps() {
        return Stream.of(
                trap("nothing at all", List.of(), Seen.SAME, Seen.SAME, tree -> {}),
                trap(
                        "touch",
                        List.of(),
                        Seen.DIFFERENT,
                        Seen.DIFFERENT,
                        tree -> Shell.run("touch '%s'".formatted(tree.path("a.txt")))),
                trap(
                        "touch of a file that stays older than another",
                        List.of(),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> Files.setLastModifiedTime(tree.path("b.txt"), Tree.OLDER)),
                trap("cp -p of an older file", List.of("changed a.txt"), Seen.DIFFERENT, Seen.DIFFERENT, tree -> {
                    Path other = older(tree, "ONE");
                    Shell.run("cp -p '%s' '%s'".formatted(other, tree.path("a.txt")));
                }),
                trap(
                        "cp -p of an older file over one that is not the newest",
                        List.of("changed b.txt"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> {
                            Path other = older(tree, "FOUR");
                            Shell.run("cp -p '%s' '%s'".formatted(other, tree.path("b.txt")));
                        }),
                trap("rsync -t", List.of("changed a.txt"), Seen.DIFFERENT, Seen.DIFFERENT, tree -> {
                    Path aside = Files.writeString(tree.path(".a.txt.Xy12"), "ONE");
                    Files.setLastModifiedTime(aside, Tree.OLDER);
                    Files.move(aside, tree.path("a.txt"), StandardCopyOption.ATOMIC_MOVE);
                }),
                trap("rsync -t of all, folders too", List.of("changed a.txt"), Seen.SAME, Seen.SAME, tree -> {
                    Path aside = Files.writeString(tree.path(".a.txt.Xy12"), "ONE");
                    Files.move(aside, tree.path("a.txt"), StandardCopyOption.ATOMIC_MOVE);
                    tree.resetTimes();
                }),
                trap(
                        "replaced within the same second by the same size",
                        List.of("changed a.txt"),
                        Seen.DIFFERENT,
                        Seen.DIFFERENT,
                        tree -> {
                            Files.writeString(tree.path("a.txt"), "ONE");
                            Files.setLastModifiedTime(
                                    tree.path("a.txt"),
                                    FileTime.from(Tree.A_TIME.toInstant().plusNanos(1)));
                        }),
                trap("written in place, times set back", List.of("changed a.txt"), Seen.SAME, Seen.SAME, tree -> {
                    Files.writeString(tree.path("a.txt"), "ONE", TRUNCATE_EXISTING);
                    tree.resetTimes();
                }),
                trap(
                        "written through a memory mapping, times set back",
                        List.of("changed a.txt"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> {
                            try (FileChannel file = FileChannel.open(tree.path("a.txt"), READ, WRITE)) {
                                MappedByteBuffer mapped = file.map(FileChannel.MapMode.READ_WRITE, 0, 3);
                                mapped.put(0, (byte) 'O');
                                mapped.force();
                            }
                            tree.resetTimes();
                        }),
                trap("a checkout that rewrites all files", List.of(), Seen.DIFFERENT, Seen.DIFFERENT, tree -> {
                    for (String name : List.of("a.txt", "b.txt", "sub/c.txt")) {
                        String content = Files.readString(tree.path(name));
                        Files.delete(tree.path(name));
                        Files.writeString(tree.path(name), content);
                    }
                }),
                trap(
                        "a hard link added",
                        List.of("added hard"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> Files.createLink(tree.path("hard"), tree.path("a.txt"))),
                trap(
                        "written through a hard link outside, times set back",
                        List.of("changed a.txt"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> {
                            Path outside = tree.root().resolveSibling("outside");
                            Files.createLink(outside, tree.path("a.txt"));
                            Files.writeString(outside, "ONE");
                            tree.resetTimes();
                        }),
                trap("a symbolic link retargeted", List.of("changed link"), Seen.SAME, Seen.DIFFERENT, tree -> {
                    Files.delete(tree.path("link"));
                    Files.createSymbolicLink(tree.path("link"), Path.of("b.txt"));
                }),
                trap(
                        "a symbolic link retargeted, times set back",
                        List.of("changed link"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> {
                            Files.delete(tree.path("link"));
                            Files.createSymbolicLink(tree.path("link"), Path.of("b.txt"));
                            tree.resetTimes();
                        }),
                trap(
                        "a link replaced by what it leads to",
                        List.of("changed link"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> {
                            Files.delete(tree.path("link"));
                            Files.copy(tree.path("a.txt"), tree.path("link"));
                        }),
                trap("a link replaced by its text", List.of("changed link"), Seen.SAME, Seen.DIFFERENT, tree -> {
                    Files.delete(tree.path("link"));
                    Files.writeString(tree.path("link"), "a.txt");
                }),
                trap("truncated", List.of("changed a.txt"), Seen.DIFFERENT, Seen.DIFFERENT, tree -> {
                    try (FileChannel file = FileChannel.open(tree.path("a.txt"), WRITE)) {
                        file.truncate(1);
                    }
                }),
                trap("lengthened by zeros", List.of("changed b.txt"), Seen.SAME, Seen.SAME, tree -> {
                    try (FileChannel file = FileChannel.open(tree.path("b.txt"), WRITE)) {
                        file.write(ByteBuffer.allocate(1), 4);
                    }
                    tree.resetTimes();
                }),
                trap(
                        "deleted",
                        List.of("removed b.txt"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> Files.delete(tree.path("b.txt"))),
                trap(
                        "replaced by another of the same size and times",
                        List.of("changed a.txt"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> {
                            Path other = tree.root().resolveSibling("other");
                            Files.writeString(other, "ONE");
                            Files.setLastModifiedTime(other, Tree.A_TIME);
                            Files.move(other, tree.path("a.txt"), StandardCopyOption.ATOMIC_MOVE);
                        }),
                trap("replaced by its own copy", List.of(), Seen.SAME, Seen.DIFFERENT, tree -> {
                    Path copy = tree.root().resolveSibling("copy");
                    Shell.run("cp -p '%s' '%s'".formatted(tree.path("a.txt"), copy));
                    Files.move(copy, tree.path("a.txt"), StandardCopyOption.ATOMIC_MOVE);
                }),
                trap(
                        "changed, then restored from a backup with its old times",
                        List.of(),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> {
                            Path backup = tree.root().resolveSibling("backup");
                            Shell.run("cp -p '%s' '%s'".formatted(tree.path("a.txt"), backup));
                            Files.writeString(tree.path("a.txt"), "ONE");
                            Shell.run("cp -p '%s' '%s'".formatted(backup, tree.path("a.txt")));
                        }),
                trap(
                        "renamed",
                        List.of("removed b.txt", "added d.txt"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> Files.move(tree.path("b.txt"), tree.path("d.txt"))),
                trap("renamed, times set back", List.of("removed b.txt", "added d.txt"), Seen.SAME, Seen.SAME, tree -> {
                    Files.move(tree.path("b.txt"), tree.path("d.txt"));
                    tree.resetTimes();
                }),
                trap(
                        "two files swapped",
                        List.of("changed a.txt", "changed b.txt"),
                        Seen.DIFFERENT,
                        Seen.DIFFERENT,
                        tree -> {
                            Files.move(tree.path("a.txt"), tree.path("x"));
                            Files.move(tree.path("b.txt"), tree.path("a.txt"));
                            Files.move(tree.path("x"), tree.path("b.txt"));
                        }),
                trap(
                        "an empty folder added",
                        List.of("added new"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> Files.createDirectory(tree.path("new"))),
                trap("an empty folder added, times set back", List.of("added new"), Seen.SAME, Seen.SAME, tree -> {
                    Files.createDirectory(tree.path("new"));
                    tree.resetTimes();
                }),
                trap(
                        "a file replaced by an empty folder",
                        List.of("changed b.txt"),
                        Seen.SAME,
                        Seen.DIFFERENT,
                        tree -> {
                            Files.delete(tree.path("b.txt"));
                            Files.createDirectory(tree.path("b.txt"));
                        }),
                trap(
                        "executable bit set",
                        List.of("changed a.txt"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> Shell.run("chmod u+x '%s'".formatted(tree.path("a.txt")))),
                trap(
                        "executable bit removed",
                        List.of("changed run.sh"),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> Shell.run("chmod u-x '%s'".formatted(tree.path("run.sh")))),
                trap(
                        "readable for others",
                        List.of(),
                        Seen.SAME,
                        Seen.SAME,
                        tree -> Shell.run("chmod o+w '%s'".formatted(tree.path("a.txt")))));
    }

    private static Path older(Tree tree, String content) throws IOException {
        Path other = Files.writeString(tree.root().resolveSibling("other"), content);
        return Files.setLastModifiedTime(other, Tree.OLDER);
    }

    private static List<String> changes(Manifest before, Manifest after) {
        return Differences.between(before, after, 100).first().stream()
                .map(difference -> switch (difference) {
                    case Difference.Added added -> "added " + added.path();
                    case Difference.Removed removed -> "removed " + removed.path();
                    case Difference.Changed changed -> "changed " + changed.path();
                })
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void aManifestSeesWhatAStepCouldSeeAndNothingElse(Trap trap) throws Exception {
        Tree tree = Tree.in(folder);
        var memory = new Memory();
        var contents = new Contents(memory, LATER, ContentLimits.DEFAULT);
        Manifest before = contents.manifest(tree.root());
        assertThat(memory.digests).hasSize(before.files());
        tree.nextTick();

        trap.action().on(tree);

        Manifest after = contents.manifest(tree.root());
        assertThat(changes(before, after)).isEqualTo(trap.differences());
        assertThat(after.digest().equals(before.digest()))
                .isEqualTo(trap.differences().isEmpty());
        assertThat(after)
                .as("the same without any memory")
                .isEqualTo(new Contents(KnownDigests.NONE, LATER, ContentLimits.DEFAULT).manifest(tree.root()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("traps")
    void theNewestTimeSeesJustTheNewestTime(Trap trap) throws Exception {
        Tree tree = Tree.in(folder);
        var contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);
        long fileBefore = contents.newestModification(tree.path("a.txt"));
        long treeBefore = contents.newestModification(tree.root());

        trap.action().on(tree);

        assertThat(contents.newestModification(tree.path("a.txt")) == fileBefore)
                .isEqualTo(trap.times().ofFile() == Seen.SAME);
        assertThat(contents.newestModification(tree.root()) == treeBefore)
                .isEqualTo(trap.times().ofTree() == Seen.SAME);
    }

    /** Often in the same tick of the kernel's clock, so that times are equal and only a second reading can tell. */
    @Test
    void whatIsWrittenTwiceInATickIsReadTwice() throws Exception {
        var contents = new Contents(new Memory(), TimeSource.SYSTEM, ContentLimits.DEFAULT);
        Path file = folder.resolve("file");
        for (int i = 0; i < 500; i++) {
            byte[] content = "%05d".formatted(i).getBytes(StandardCharsets.UTF_8);
            Files.write(file, content);
            assertThat(contents.manifest(file).root().digest()).isEqualTo(Digest.ofContent(content));
        }
    }
}
