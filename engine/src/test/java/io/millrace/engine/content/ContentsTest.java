package io.millrace.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.engine.TimeSource;
import io.millrace.engine.content.ContentException.Reason;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContentsTest {
    private static final TimeSource LATER = () -> TimeSource.SYSTEM.now().plus(Duration.ofHours(1));

    @TempDir
    private Path folder;

    private final Contents contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);

    private static void refused(Reason reason, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ContentException.class, e -> {
            assertThat(e.reason()).isEqualTo(reason);
            assertThat(e).hasMessageContaining(words);
        });
    }

    @Test
    void aManifestNamesEverythingInOrder() throws Exception {
        Tree tree = Tree.in(folder);
        Files.writeString(tree.path("sub.txt"), "");
        Files.writeString(tree.path("sub-1"), "");

        Manifest manifest = contents.manifest(tree.root());

        assertThat(manifest.entries())
                .containsExactly(
                        Entry.folder(""),
                        file("a.txt", "one", false),
                        file("b.txt", "four", false),
                        Entry.link("link", "a.txt".getBytes(StandardCharsets.UTF_8)),
                        file("run.sh", "echo", true),
                        Entry.folder("sub"),
                        file("sub/c.txt", "three", false),
                        file("sub-1", "", false),
                        file("sub.txt", "", false));
        assertThat(manifest.files()).isEqualTo(6);
        assertThat(manifest.bytes()).isEqualTo(16);
    }

    private static Entry file(String path, String content, boolean executable) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Entry(path, Kind.FILE, bytes.length, Digest.ofContent(bytes), executable);
    }

    @Test
    void aFileIsAManifestOfItself() throws Exception {
        Path file = Files.writeString(folder.resolve("model.bin"), "weights");
        assertThat(contents.manifest(file).entries()).containsExactly(file("", "weights", false));
    }

    @Test
    void aPathThatIsALinkStandsForWhereItLeads() throws Exception {
        Tree tree = Tree.in(folder);
        Path link = Files.createSymbolicLink(folder.resolve("latest"), Path.of("tree"));
        Path linkToLink = Files.createSymbolicLink(folder.resolve("current"), Path.of("latest/a.txt"));
        assertThat(contents.manifest(link)).isEqualTo(contents.manifest(tree.root()));
        assertThat(contents.manifest(linkToLink)).isEqualTo(contents.manifest(tree.path("a.txt")));
        assertThat(contents.newestModification(linkToLink)).isEqualTo(Tree.A_TIME.to(TimeUnit.NANOSECONDS));
        Snapshot before = contents.snapshot(link);

        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("tree/sub"));

        assertThat(contents.manifest(link)).isEqualTo(contents.manifest(tree.path("sub")));
        assertThat(contents.snapshot(link).sameAs(before)).isFalse();
    }

    @Test
    void whatIsNotThereIsSaid() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));
        Path missing = folder.resolve("missing");
        refused(Reason.MISSING, missing + " does not exist", () -> contents.manifest(missing));
        refused(Reason.MISSING, missing + " does not exist", () -> contents.snapshot(missing));
        refused(Reason.MISSING, missing + " does not exist", () -> contents.newestModification(missing));
        refused(Reason.MISSING, "a link that leads nowhere", () -> contents.manifest(link));
    }

    @Test
    void aLinkThatLeadsNowhereInsideATreeIsAContentLikeAnother() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere/else"));
        assertThat(contents.manifest(folder).entries())
                .containsExactly(Entry.folder(""), Entry.link("link", "nowhere/else".getBytes(StandardCharsets.UTF_8)));
        assertThat(link).isSymbolicLink();
    }

    @Test
    void linksThatLeadRoundAreNotFollowed() throws Exception {
        Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(folder.resolve("round"), Path.of("."));
        assertThat(contents.manifest(folder).entries()).hasSize(3);
        refused(Reason.UNREADABLE, "self", () -> contents.manifest(folder.resolve("self")));
    }

    @Test
    void pipesAndSocketsHaveNoContent() throws Exception {
        Path pipe = folder.resolve("pipe/p");
        Path socket = folder.resolve("socket/s");
        Files.createDirectories(folder.resolve("pipe"));
        Files.createDirectories(folder.resolve("socket"));
        Shell.run("mkfifo '%s'".formatted(pipe));
        refused(
                Reason.SPECIAL,
                pipe.toRealPath() + " is a named pipe",
                () -> contents.manifest(folder.resolve("pipe")));
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            refused(Reason.SPECIAL, "is a socket", () -> contents.manifest(folder.resolve("socket")));
        }
        refused(Reason.SPECIAL, "is a device", () -> contents.manifest(Path.of("/dev/null")));
        assertThat(contents.newestModification(pipe)).isPositive();
    }

    @Test
    void tooMuchIsRefusedWithTheLimit() throws Exception {
        Files.createDirectories(folder.resolve("1/2/3"));
        var few = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, new ContentLimits(3, 10, 2));
        var flat = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, new ContentLimits(10, 2, 2));
        refused(Reason.TOO_BIG, "more than 3 files and folders", () -> few.manifest(folder));
        refused(Reason.TOO_BIG, "more than 2 deep", () -> flat.manifest(folder));
        assertThat(few.manifest(folder.resolve("1")).entries()).hasSize(3);
        assertThat(flat.manifest(folder.resolve("1/2")).entries()).hasSize(2);
    }

    @Test
    void aTreeMayBeAsDeepAsTheLimit() throws Exception {
        Files.createDirectories(folder.resolve("d/".repeat(ContentLimits.DEFAULT.depth() - 1)));
        assertThat(contents.manifest(folder).entries()).hasSize(ContentLimits.DEFAULT.depth());
    }

    /** What happens between the look at the tree and the reading. */
    enum Meddling {
        GROWN,
        SHRUNK,
        DELETED,
        REPLACED_BY_LINK,
        REPLACED_BY_FOLDER,
        NEIGHBOUR_ADDED,
        NEIGHBOUR_DELETED;

        void in(Tree tree) throws IOException {
            Path file = tree.path("a.txt");
            switch (this) {
                case GROWN -> Files.writeString(file, "more", StandardOpenOption.APPEND);
                case SHRUNK -> Files.writeString(file, "o");
                case DELETED -> Files.delete(file);
                case REPLACED_BY_LINK -> {
                    Files.delete(file);
                    Files.createSymbolicLink(file, Path.of("b.txt"));
                }
                case REPLACED_BY_FOLDER -> {
                    Files.delete(file);
                    Files.createDirectory(file);
                }
                case NEIGHBOUR_ADDED -> Files.writeString(tree.path("sub/new"), "new");
                case NEIGHBOUR_DELETED -> Files.delete(tree.path("sub/c.txt"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatChangesWhileItIsReadIsRefused(Meddling meddling) throws Exception {
        Tree tree = Tree.in(folder);
        tree.nextTick();
        var memory = new Memory();
        var meddler = new KnownDigests() {
            @Override
            public List<Optional<Digest>> find(List<FileStamp> stamps) {
                try {
                    meddling.in(tree);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
                return memory.find(stamps);
            }

            @Override
            public void save(Map<FileStamp, Digest> digests) {
                memory.save(digests);
            }
        };
        var meddled = new Contents(meddler, LATER, ContentLimits.DEFAULT);
        refused(Reason.CHANGED, "while it was being read", () -> meddled.manifest(tree.root()));
        assertThat(new Contents(memory, LATER, ContentLimits.DEFAULT).manifest(tree.root()))
                .as("nothing wrong was remembered")
                .isEqualTo(contents.manifest(tree.root()));
    }

    @Test
    void aSnapshotIsReadLaterOrNotAtAll() throws Exception {
        Tree tree = Tree.in(folder);
        Snapshot snapshot = contents.snapshot(tree.root());
        assertThat(snapshot.entries()).isEqualTo(7);
        assertThat(contents.snapshot(tree.root()).sameAs(snapshot)).isTrue();
        assertThat(contents.manifest(snapshot)).isEqualTo(contents.manifest(tree.root()));
        tree.nextTick();

        Files.writeString(tree.path("a.txt"), "ONE");
        tree.resetTimes();

        assertThat(contents.snapshot(tree.root()).sameAs(snapshot)).isFalse();
        refused(Reason.CHANGED, "a.txt changed while", () -> contents.manifest(snapshot));
    }

    @Test
    void whatIsKnownIsNotReadAgain() throws Exception {
        Tree tree = Tree.in(folder);
        var memory = new Memory();
        var remembering = new Contents(memory, LATER, ContentLimits.DEFAULT);
        remembering.manifest(tree.root());
        Digest pretended = Digest.ofContent(new byte[] {42});
        memory.digests.replaceAll((stamp, digest) -> pretended);
        assertThat(remembering.manifest(tree.root()).entries().stream().filter(entry -> entry.kind() == Kind.FILE))
                .hasSize(4)
                .allMatch(entry -> entry.digest().equals(pretended));
    }

    @ParameterizedTest(name = "read {0} ms after the last change: remembered {1}")
    @CsvSource({"-5000, false", "0, false", "2900, false", "3100, true", "100000, true"})
    void onlyWhatWasLeftAloneForAWhileIsRemembered(long millis, boolean remembered) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        long changed = Stat.of(file).stamp().changed();
        TimeSource time = () -> Instant.ofEpochSecond(0, changed).plusMillis(millis);
        var memory = new Memory();
        new Contents(memory, time, ContentLimits.DEFAULT).manifest(file);
        assertThat(memory.digests.containsKey(Stat.of(file).stamp())).isEqualTo(remembered);
    }

    @Test
    void aTimeOfModificationInTheFutureIsNotReliedOn() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");
        Shell.run("touch -d 2100-01-01 '%s'".formatted(file));
        var memory = new Memory();
        new Contents(memory, LATER, ContentLimits.DEFAULT).manifest(file);
        assertThat(memory.digests).isEmpty();
    }

    @Test
    void whatWasReadBeforeAFailureIsRemembered() throws Exception {
        Tree tree = Tree.in(folder);
        Snapshot snapshot = contents.snapshot(tree.root());
        tree.nextTick();
        Files.writeString(tree.path("sub/c.txt"), "THREE");
        var memory = new Memory();
        var single = new Contents(memory, LATER, new ContentLimits(100, 10, 1));
        refused(Reason.CHANGED, "c.txt", () -> single.manifest(snapshot));
        assertThat(memory.digests)
                .isEqualTo(Map.of(
                        Stat.of(tree.path("a.txt").toRealPath()).stamp(),
                                Digest.ofContent("one".getBytes(StandardCharsets.UTF_8)),
                        Stat.of(tree.path("b.txt").toRealPath()).stamp(),
                                Digest.ofContent("four".getBytes(StandardCharsets.UTF_8)),
                        Stat.of(tree.path("run.sh").toRealPath()).stamp(),
                                Digest.ofContent("echo".getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void aFileBiggerThanAnyBufferIsReadWhole() throws Exception {
        byte[] content = new byte[3 * 1024 * 1024 + 17];
        new Random(1).nextBytes(content);
        Path file = Files.write(folder.resolve("big"), content);
        assertThat(contents.manifest(file).root().digest()).isEqualTo(Digest.ofContent(content));
    }

    @Test
    void anInterruptedThreadGetsAWordAndStaysInterrupted() throws Exception {
        Tree tree = Tree.in(folder);
        Thread.currentThread().interrupt();
        refused(Reason.INTERRUPTED, "interrupted", () -> contents.manifest(tree.root()));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void theNewestTimeMayBeLongAgoOrBeforeAllComputers() throws Exception {
        Tree tree = Tree.in(folder);
        assertThat(contents.newestModification(tree.root())).isEqualTo(1_577_923_200_500_000_000L);
        assertThat(contents.newestModification(tree.path("b.txt"))).isEqualTo(1_577_836_800_123_456_789L);
        Shell.run("touch -d 1955-01-01T00:00:00Z '%s'".formatted(tree.path("a.txt")));
        assertThat(contents.newestModification(tree.path("a.txt"))).isEqualTo(-473_385_600_000_000_000L);
    }

    @Test
    void aBigTreeIsTheSameByAnyNumberOfThreads() throws Exception {
        int files = 100_000;
        for (int i = 0; i < files; i++) {
            Path place = folder.resolve("part-" + i / 50 % 97).resolve("p" + i / 50);
            if (i % 50 == 0) {
                Files.createDirectories(place);
            }
            Files.writeString(place.resolve("f" + i), "content " + i);
        }
        var memory = new Memory();
        var one = new Contents(memory, LATER, new ContentLimits(1_000_000, 10, 1));
        var many = new Contents(memory, LATER, new ContentLimits(1_000_000, 10, 7));
        Manifest read = many.manifest(folder);
        assertThat(memory.digests).hasSize(files);
        assertThat(read.files()).isEqualTo(files);
        assertThat(one.manifest(folder)).as("from memory").isEqualTo(read);
        assertThat(contents.manifest(folder)).as("read again").isEqualTo(read);

        Path changed = folder.resolve("part-0/p0/f7");
        Files.writeString(changed, "CONTENT 7");
        assertThat(Differences.between(read, many.manifest(folder), 10).first())
                .singleElement()
                .satisfies(difference -> assertThat(difference.path()).isEqualTo("part-0/p0/f7"));
    }
}
