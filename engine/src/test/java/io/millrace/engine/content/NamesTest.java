package io.millrace.engine.content;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that Java cannot decode, made by a shell that does not care. */
class NamesTest {
    @TempDir
    private Path folder;

    private final Contents contents = new Contents(KnownDigests.NONE, TimeSource.SYSTEM, ContentLimits.DEFAULT);

    /** Does something in the folder; {@code \ooo} is a byte in octal. */
    private void shell(String command) throws IOException {
        Shell.run("cd '%s' && %s".formatted(folder, command));
    }

    private List<String> paths() throws ContentException {
        return contents.manifest(folder).entries().stream().map(Entry::path).toList();
    }

    @Test
    void differentBytesAreDifferentNames() throws Exception {
        shell(
                "printf one >\"$(printf 'a\\377')\" && printf two >\"$(printf 'a\\376')\" && mkdir \"$(printf 'd\\200')\"");
        shell("printf three >\"$(printf 'd\\200/in')\"");
        assertThat(paths()).containsExactly("", "a\\xfe", "a\\xff", "d\\x80", "d\\x80/in");
        assertThat(contents.manifest(folder).bytes()).isEqualTo(11);
    }

    @Test
    void aNameThatLooksEscapedIsAnother() throws Exception {
        shell("printf one >'a\\xff'");
        assertThat(paths()).containsExactly("", "a\\\\xff");
    }

    @Test
    void lettersOfAllTonguesAndLineBreaksAreThemselves() throws Exception {
        shell(
                "printf '' >\"$(printf 'caf\\303\\251')\" && printf '' >\"$(printf 'two\\nlines')\" && printf '' >'50%25'");
        assertThat(paths()).containsExactly("", "50%25", "café", "two\nlines");
    }

    @Test
    void theSignForUndecodableIsANameToo() throws Exception {
        shell("printf '' >\"$(printf 'a\\357\\277\\275')\" && printf '' >\"$(printf 'a\\377\\303\\251')\"");
        assertThat(paths()).containsExactly("", "a\\xffé", "a\uFFFD");
    }

    @Test
    void targetsOfLinksAreTheirBytes() throws Exception {
        shell("ln -s \"$(printf '../a\\377')\" relative && ln -s \"$(printf '/a\\377')\" absolute");
        List<Entry> links = contents.manifest(folder).entries().subList(1, 3);
        assertThat(links)
                .containsExactly(
                        Entry.link("absolute", new byte[] {'/', 'a', (byte) 0xff}),
                        Entry.link("relative", new byte[] {'.', '.', '/', 'a', (byte) 0xff}));
    }
}
