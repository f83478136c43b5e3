package io.millrace.engine.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
    private static final Manifest EXAMPLE = manifest(
            Entry.folder(""),
            file("a.txt", "one", false),
            file("name with \"quotes\"\n and é 漢 \\\\ \\xff", "", false),
            Entry.link("link", "a.txt".getBytes(StandardCharsets.UTF_8)),
            file("run.sh", "echo", true),
            Entry.folder("sub"));

    private static Manifest manifest(Entry... entries) {
        List<Entry> sorted = new ArrayList<>(List.of(entries));
        sorted.sort((a, b) -> PathOrder.compare(a.path(), b.path()));
        return new Manifest(sorted);
    }

    private static Entry file(String path, String content, boolean executable) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return new Entry(path, Kind.FILE, bytes.length, Digest.ofContent(bytes), executable);
    }

    private static byte[] written(Manifest manifest) throws IOException {
        var output = new ByteArrayOutputStream();
        ManifestJson.write(manifest, output);
        return output.toByteArray();
    }

    private static Manifest read(byte[] text) throws IOException {
        return ManifestJson.read(new ByteArrayInputStream(text), 1_000);
    }

    /** Computed by another program; when this fails, entries of all caches are lost: raise the version instead. */
    @Test
    void theCanonicalFormNeverChanges() {
        assertThat(manifest(Entry.folder("")).digest().hex())
                .isEqualTo("fc002ffb29dc3a88e39a7ca38c09a92d3a82dcf33de499b44cae71eb14a5b2e3");
        assertThat(manifest(
                                Entry.folder(""),
                                file("a.txt", "one", false),
                                Entry.link("link", "a.txt".getBytes(StandardCharsets.UTF_8)),
                                file("run.sh", "echo", true),
                                Entry.folder("sub"),
                                file("sub/é", "", false))
                        .digest()
                        .hex())
                .isEqualTo("11e1ac9da6104849519539e8778531a779a72ae01bbf166f5b5e7b7bdeee66d9");
    }

    @Test
    void anyDifferenceGivesAnotherDigest() {
        List<Manifest> different = List.of(
                manifest(Entry.folder("")),
                manifest(Entry.folder(""), file("a", "one", false)),
                manifest(Entry.folder(""), file("a", "two", false)),
                manifest(Entry.folder(""), file("a", "one", true)),
                manifest(Entry.folder(""), file("b", "one", false)),
                manifest(Entry.folder(""), Entry.folder("a")),
                manifest(Entry.folder(""), Entry.folder("a"), Entry.folder("a/b")),
                manifest(Entry.folder(""), Entry.folder("a"), Entry.folder("b")),
                manifest(Entry.folder(""), Entry.link("a", "one".getBytes(StandardCharsets.UTF_8))),
                manifest(file("", "one", false)));
        assertThat(different.stream().map(Manifest::digest)).doesNotHaveDuplicates();
    }

    @Test
    void aManifestIsInOrderAndBeginsWithItsRoot() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Manifest(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Manifest(List.of(Entry.folder("a"))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(List.of(Entry.folder(""), Entry.folder("b"), Entry.folder("a"))))
                .withMessageContaining("'a'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Manifest(List.of(Entry.folder(""), Entry.folder("a"), Entry.folder("a"))));
    }

    @Test
    void aFolderComesBeforeItsContentAndThatBeforeItsNeighbours() {
        List<String> ordered = List.of("", "a", "a/b", "a/b/c", "a/z", "a\tb", "a b", "a-b", "a.b", "aa", "b");
        for (int seed = 0; seed < 20; seed++) {
            List<String> shuffled = new ArrayList<>(ordered);
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.sort(PathOrder::compare);
            assertThat(shuffled).isEqualTo(ordered);
        }
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        assertThat(read(written(EXAMPLE))).isEqualTo(EXAMPLE);
        assertThat(new String(written(EXAMPLE), StandardCharsets.UTF_8).lines()).hasSize(7);
    }

    @Test
    void whatIsCutOffIsNeverAManifest() throws IOException {
        byte[] whole = written(EXAMPLE);
        for (int length = 0; length < whole.length - 2; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> read(cut)).as("%d bytes", length).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"manifest\":2,\"entries\":[[\"d\",\"\"]]}",
                "{\"manifest\":1,\"entries\":[]}",
                "{\"manifest\":1,\"entries\":[[\"q\",\"\"]]}",
                "{\"manifest\":1,\"entries\":[[\"f\",\"\",-1,\"00\"]]}",
                "{\"manifest\":1,\"entries\":[[\"f\",\"\",1,\"00\"]]}",
                "{\"manifest\":1,\"entries\":[[\"d\",\"\",1]]}",
                "{\"manifest\":1,\"entries\":[[\"d\",\"\"],[\"d\",\"\"]]}",
                "{\"manifest\":1,\"entries\":[[\"d\",null]]}",
                "{\"manifest\":1,\"entries\":[[\"d\",\"\"],3]}",
            })
    void whatIsNoManifestIsRefused(String text) {
        assertThatThrownBy(() -> read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("manifest");
    }

    @Test
    void aManifestThatIsTooLongIsRefusedBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> ManifestJson.read(new ByteArrayInputStream(written(EXAMPLE)), 5))
                .hasMessage("a manifest of more than 5 entries");
    }

    @Test
    void differencesAreNamedForPeople() {
        Manifest before = manifest(
                Entry.folder(""),
                file("changed", "12 bytes....", false),
                file("removed", "x".repeat(12_345), false),
                file("same", "", false),
                file("script", "", false),
                Entry.link("turned", "same".getBytes(StandardCharsets.UTF_8)));
        Manifest after = manifest(
                Entry.folder(""),
                Entry.folder("added\u001b[31m"),
                file("changed", "15 bytes.......", false),
                file("same", "", false),
                file("script", "", true),
                file("turned", "", true));
        assertThat(Differences.between(before, after, 10).lines())
                .containsExactly(
                        "added\\x1b[31m: added, a folder",
                        "changed: a file of 12 bytes (%s), now a file of 15 bytes (%s)"
                                .formatted(brief("12 bytes...."), brief("15 bytes.......")),
                        "removed: removed, was a file of 12,345 bytes (%s)".formatted(brief("x".repeat(12_345))),
                        "script: now executable",
                        "turned: a link (target %s), now an executable file of 0 bytes (%s)"
                                .formatted(brief("same"), brief("")));
    }

    private static String brief(String content) {
        return Digest.ofContent(content.getBytes(StandardCharsets.UTF_8)).brief();
    }

    @Test
    void aFileThatBecameAnotherIsNamedToo() {
        Manifest before = manifest(file("", "one", false));
        Manifest after = manifest(file("", "two", false));
        assertThat(Differences.between(before, after, 1).lines())
                .singleElement()
                .asString()
                .startsWith("(the path itself): a file of 3 bytes");
        assertThat(Differences.between(before, before, 1).isEmpty()).isTrue();
    }

    @Test
    void manyDifferencesAreCounted() {
        List<Entry> many = new ArrayList<>(List.of(Entry.folder("")));
        IntStream.range(1_000, 3_500).forEach(i -> many.add(file("f" + i, "", false)));
        Differences differences = Differences.between(new Manifest(many), manifest(Entry.folder("")), 2);
        assertThat(differences.total()).isEqualTo(2_500);
        assertThat(differences.lines()).hasSize(3).last().isEqualTo("and 2,498 more");
    }

    @Test
    void digestsAreReadAsTheyAreWritten() {
        assertThat(Digest.OF_NOTHING.hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Digest.parse(Digest.OF_NOTHING.hex())).isEqualTo(Digest.OF_NOTHING);
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse("e3b0"));
        assertThatIllegalArgumentException().isThrownBy(() -> Digest.parse("z".repeat(64)));
    }
}
