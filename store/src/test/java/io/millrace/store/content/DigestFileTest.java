package io.millrace.store.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.TimeSource;
import io.millrace.engine.content.ContentLimits;
import io.millrace.engine.content.Contents;
import io.millrace.engine.content.Digest;
import io.millrace.engine.content.FileStamp;
import io.millrace.engine.content.Manifest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DigestFileTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("digests");
    }

    static FileStamp stamp(long inode) {
        return new FileStamp(7, inode, inode + 1, inode + 2, inode + 3);
    }

    static Digest digest(long inode) {
        return Digest.ofContent(ByteBuffer.allocate(8).putLong(inode).array());
    }

    static Map<FileStamp, Digest> digests(long from, long to) {
        Map<FileStamp, Digest> digests = new HashMap<>();
        for (long inode = from; inode < to; inode++) {
            digests.put(stamp(inode), digest(inode));
        }
        return digests;
    }

    /** How many of the inodes are known; with a digest of its own each. */
    static int known(DigestFile file, long from, long to) {
        int known = 0;
        for (long inode = from; inode < to; inode++) {
            Optional<Digest> found = file.find(List.of(stamp(inode))).getFirst();
            if (found.isPresent()) {
                assertThat(found).contains(digest(inode));
                known++;
            }
        }
        return known;
    }

    @Test
    void whatIsSavedIsFoundAtOnceAndByTheNextProcess() {
        var first = new DigestFile(file);
        assertThat(first.find(List.of(stamp(1)))).containsExactly(Optional.empty());
        first.save(digests(1, 10));
        first.save(digests(10, 20_000));
        assertThat(known(first, 0, 20_010)).isEqualTo(19_999);
        assertThat(known(new DigestFile(file), 0, 20_010)).isEqualTo(19_999);
        assertThat(first.find(List.of(stamp(3), stamp(0), stamp(5))))
                .containsExactly(Optional.of(digest(3)), Optional.empty(), Optional.of(digest(5)));
        assertThat(first.trouble()).isEmpty();
    }

    @Test
    void anyOtherStampIsUnknown() {
        new DigestFile(file).save(Map.of(new FileStamp(1, 2, 3, 4, 5), digest(1)));
        var known = new DigestFile(file);
        assertThat(known.find(List.of(
                        new FileStamp(0, 2, 3, 4, 5),
                        new FileStamp(1, 0, 3, 4, 5),
                        new FileStamp(1, 2, 0, 4, 5),
                        new FileStamp(1, 2, 3, 0, 5),
                        new FileStamp(1, 2, 3, 4, 0),
                        new FileStamp(1, 2, 3, 4, 5))))
                .containsExactly(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(digest(1)));
    }

    @Test
    void ofEachFileTheLastIsRemembered() {
        var known = new DigestFile(file);
        FileStamp before = new FileStamp(1, 2, 3, 4, 5);
        FileStamp after = new FileStamp(1, 2, 3, 4, 6);
        known.save(Map.of(before, digest(1)));
        known.save(Map.of(after, digest(2)));
        for (DigestFile one : List.of(known, new DigestFile(file))) {
            assertThat(one.find(List.of(before, after))).containsExactly(Optional.empty(), Optional.of(digest(2)));
        }
    }

    /** Whatever happens to the bytes, what is found is right. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void damageCostsRecordsAndNeverGivesAWrongOne(long seed) throws IOException {
        new DigestFile(file).save(digests(0, 500));
        byte[] bytes = Files.readAllBytes(file);
        var dice = new Random(seed);
        for (int i = 0; i < 40; i++) {
            bytes[8 + dice.nextInt(bytes.length - 8)] ^= (byte) (1 << dice.nextInt(8));
        }
        Files.write(file, bytes);

        var damaged = new DigestFile(file);
        assertThat(known(damaged, 0, 500)).isBetween(460, 499);
        damaged.save(digests(0, 600));
        assertThat(known(new DigestFile(file), 0, 600)).isEqualTo(600);
    }

    @Test
    void aCutOffFileKeepsWhatIsWholeAndGoesOn() throws IOException {
        new DigestFile(file).save(digests(0, 50));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 37) {
            Files.write(file, Arrays.copyOf(whole, length));
            var cut = new DigestFile(file);
            assertThat(known(cut, 0, 50)).isEqualTo(Math.max(0, (length - 8) / 80));
            cut.save(digests(100, 110));
            assertThat(known(new DigestFile(file), 0, 200)).isEqualTo(Math.max(0, (length - 8) / 80) + 10);
        }
    }

    @Test
    void whatIsNoFileOfDigestsIsReplaced() throws IOException {
        for (byte[] content : List.of(
                new byte[0], new byte[4_000], "# notes\n".repeat(20).getBytes(StandardCharsets.UTF_8), new byte[] {1
                })) {
            Files.write(file, content);
            var known = new DigestFile(file);
            assertThat(known(known, 0, 100)).isZero();
            known.save(digests(0, 3));
            assertThat(known(new DigestFile(file), 0, 100)).isEqualTo(3);
        }
    }

    @Test
    void zerosThatAPowerCutLeavesAreNoRecords() throws IOException {
        new DigestFile(file).save(digests(1, 3));
        Files.write(file, new byte[800], StandardOpenOption.APPEND);
        assertThat(new DigestFile(file).find(List.of(new FileStamp(0, 0, 0, 0, 0))))
                .containsExactly(Optional.empty());
        assertThat(known(new DigestFile(file), 0, 10)).isEqualTo(2);
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        var known = new DigestFile(file, 1_000);
        for (int i = 0; i < 100; i++) {
            known.save(digests(i * 100L, (i + 1) * 100L));
        }
        assertThat(known(known, 0, 10_000)).isBetween(750, 1_000);
        assertThat(known(known, 9_500, 10_000)).isEqualTo(500);
        assertThat(known(new DigestFile(file, 1_000), 9_500, 10_000)).isEqualTo(500);
        known.save(digests(20_000, 25_000));
        assertThat(known(known, 0, 30_000)).isBetween(750, 1_000);
    }

    @Test
    void theFileDoesNotGrowForEver() throws IOException {
        var known = new DigestFile(file, 1_000);
        for (int i = 0; i < 200; i++) {
            Map<FileStamp, Digest> changed = new HashMap<>();
            for (long inode = 0; inode < 500; inode++) {
                changed.put(new FileStamp(7, inode, i, i, i), digest(i));
            }
            known.save(changed);
            assertThat(Files.size(file)).isLessThan(80 * 12_001);
        }
        assertThat(new DigestFile(file).find(List.of(new FileStamp(7, 499, 199, 199, 199))))
                .containsExactly(Optional.of(digest(199)));
    }

    @Test
    void aFileThatCannotBeWrittenIsSaidAndCostsOnlyTime() throws IOException {
        Path missing = folder.resolve("gone");
        var known = new DigestFile(missing.resolve("digests"));
        known.save(digests(0, 5));
        assertThat(known(known, 0, 5)).isEqualTo(5);
        assertThat(known.trouble()).get().asString().contains("cannot keep digests in " + missing);

        Files.createDirectory(missing);
        known.save(digests(5, 6));
        assertThat(known.trouble()).isEmpty();
        assertThat(known(new DigestFile(missing.resolve("digests")), 0, 10)).isEqualTo(6);
    }

    @Test
    void aFileThatCannotBeReadIsSaid() throws IOException {
        Files.createDirectory(file);
        var known = new DigestFile(file);
        assertThat(known(known, 0, 5)).isZero();
        assertThat(known.trouble()).get().asString().contains("cannot read " + file);
    }

    @Test
    void aFileThatSomebodyDeletedIsMadeAgain() throws IOException {
        var known = new DigestFile(file);
        known.save(digests(0, 5));
        Files.delete(file);
        known.save(digests(5, 6));
        assertThat(known(new DigestFile(file), 0, 10)).isEqualTo(6);
    }

    /** Of what two processes save at the same time some may be lost, as nothing waits for the other. */
    @Test
    void threadsLoseNothingAndProcessesMixNothingUp() {
        var mine = new DigestFile(file);
        var theirs = new DigestFile(file);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 400; i++) {
                long inode = i;
                threads.execute(() -> (inode < 200 ? mine : theirs).save(digests(inode, inode + 1)));
            }
        }
        assertThat(known(mine, 0, 200)).isEqualTo(200);
        assertThat(known(theirs, 200, 400)).isEqualTo(200);
        assertThat(known(new DigestFile(file), 0, 400)).isPositive();
    }

    @Test
    void aTreeIsReadOnceAndKnownToTheNextProcess() throws Exception {
        TimeSource later = () -> TimeSource.SYSTEM.now().plus(Duration.ofHours(1));
        Path tree = Files.createDirectory(folder.resolve("tree"));
        for (int i = 0; i < 300; i++) {
            Files.writeString(tree.resolve("f" + i), "content " + i);
        }
        Manifest read = new Contents(new DigestFile(file), later, ContentLimits.DEFAULT).manifest(tree);
        long size = Files.size(file);
        assertThat(size).isEqualTo(8 + 80 * 300);
        assertThat(new Contents(new DigestFile(file), later, ContentLimits.DEFAULT).manifest(tree))
                .isEqualTo(read);
        assertThat(file).as("nothing new was saved").hasSize(size);
    }
}
