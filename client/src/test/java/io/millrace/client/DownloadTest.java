package io.millrace.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads appear whole or not at all, whatever the connection does. */
class DownloadTest {
    private static final Map<String, String> FILE = Map.of("X-Millrace-Kind", "file", "ETag", "\"1\"");
    private static final Map<String, String> FOLDER = Map.of("X-Millrace-Kind", "folder");

    private final Script script = new Script();

    @TempDir
    Path folder = Path.of("");

    private MillraceClient client = MillraceClient.builder().build();

    @BeforeEach
    void connect() {
        client.close();
        client = script.client().token("t").build();
    }

    @AfterEach
    void close() {
        client.close();
        script.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] zip(String... names) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : names) {
                zip.putNextEntry(new ZipEntry(name));
                if (!name.endsWith("/")) {
                    zip.write(bytes(name));
                }
            }
        }
        return out.toByteArray();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder))
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aFileTellsHowFarItIs() throws IOException {
        List<String> told = new ArrayList<>();
        script.bytes(200, FILE, bytes("hello"), false);
        client.artifacts().download(12, folder.resolve("copy"), (done, whole) -> told.add(done + " of " + whole));
        assertThat(folder.resolve("copy")).hasContent("hello");
        assertThat(told.getLast()).isEqualTo("5 of OptionalLong[5]");
        assertThat(names()).containsExactly("copy");
        assertThat(script.lines()).containsExactly("GET /api/millrace/v1/artifacts/12/content");
    }

    @Test
    void whatBrokeGoesOnWhereItEnded() throws IOException {
        script.bytes(200, FILE, bytes("hel"), true).bytes(206, FILE, bytes("lo"), false);
        client.artifacts().download(12, folder.resolve("copy"));
        assertThat(folder.resolve("copy")).hasContent("hello");
        assertThat(script.asked()).extracting(Script.Asked::range).containsExactly(" ", "bytes=3- \"1\"");
    }

    @Test
    void aFileThatChangedMeanwhileBeginsAnew() throws IOException {
        script.bytes(200, FILE, bytes("hel"), true).bytes(200, FILE, bytes("other"), false);
        client.artifacts().download(12, folder.resolve("copy"));
        assertThat(folder.resolve("copy")).hasContent("other");
    }

    @Test
    void aConnectionThatKeepsBreakingLeavesNothing() throws IOException {
        script.bytes(200, FILE, bytes("hel"), true)
                .bytes(206, FILE, bytes("l"), true)
                .bytes(206, FILE, bytes(""), true);
        assertThatThrownBy(() -> client.artifacts().download(12, folder.resolve("copy")))
                .isInstanceOf(MillraceClientException.class)
                .hasMessageContaining("the download broke");
        assertThat(names()).isEmpty();
    }

    @Test
    void aFolderArrivesAsAFolder() throws IOException {
        script.bytes(200, FOLDER, zip("empty/", "inner/a.txt", "b.txt"), false);
        client.artifacts().download(12, folder.resolve("copy"));
        assertThat(names()).containsExactly("copy", "copy/b.txt", "copy/empty", "copy/inner", "copy/inner/a.txt");
        assertThat(folder.resolve("copy/inner/a.txt")).hasContent("inner/a.txt");
    }

    @Test
    void anArchiveCannotLeaveItsFolder() throws IOException {
        script.bytes(200, FOLDER, zip("../../stolen"), false);
        assertThatThrownBy(() -> client.artifacts().download(12, folder.resolve("copy")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../../stolen");
        assertThat(names()).isEmpty();
    }

    @Test
    void nothingIsOverwrittenAndNothingIsAskedInVain() throws IOException {
        Files.writeString(folder.resolve("there"), "mine");
        assertThatThrownBy(() -> client.artifacts().download(12, folder.resolve("there")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> client.artifacts().download(12, folder.resolve("no/copy")))
                .isInstanceOf(NoSuchFileException.class);
        assertThat(folder.resolve("there")).hasContent("mine");
        assertThat(script.asked()).isEmpty();
    }
}
