package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artifacts and where they come from, through real HTTP. */
class ArtifactContentTest {
    private static final String OWN = "/api/millrace/v1";
    private static final String PIPELINE = """
            name: made
            fs_options: {main_fs: {name: data}}
            entry_points:
              make:
                command: |
                  printf 0123456789 > {{text}}
                  mkdir -p {{tree}}/sub && echo deep > {{tree}}/sub/leaf.txt && echo top > {{tree}}/top.csv
                  ln -s /etc/passwd {{tree}}/away
                  ln -s ../../../../.. {{tree}}/up
                artifacts: {output: [text, tree]}
              read:
                deps: make
                command: cat {{text}}
                artifacts: {input: {text: "{{make.text}}"}}
            """;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;
    private static Api ann;
    private static String run;
    private static long text;
    private static long tree;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        ann = server.as("anna");
        run = ann.run(PIPELINE);
        await().until(() -> ann.get("/run/" + run).at("/status").equals("succeeded"));
        text = number("text", "output");
        tree = number("tree", "output");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static long number(String name, String type) {
        for (JsonNode artifact :
                ann.send("GET", OWN + "/runs/" + run + "/artifacts", "").json().path("artifacts")) {
            if (artifact.path("name").asText().equals(name)
                    && artifact.path("type").asText().equals(type)) {
                return artifact.path("artifact").asLong();
            }
        }
        throw new AssertionError("no " + type + " " + name);
    }

    private static HttpResponse<byte[]> content(String method, String rest, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d%s/artifacts/%s".formatted(ann.port(), OWN, rest)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("x-pf-authorization", "anna");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-3 | 206 | 0123 | bytes 0-3/10",
                "bytes=7- | 206 | 789 | bytes 7-9/10",
                "bytes=-2 | 206 | 89 | bytes 8-9/10",
                "bytes=-99 | 206 | 0123456789 | bytes 0-9/10",
                "bytes=8-99 | 206 | 89 | bytes 8-9/10",
                "bytes=5-2 | 200 | 0123456789 | ''",
                "bytes=0-1,4-5 | 200 | 0123456789 | ''",
                "lines=1 | 200 | 0123456789 | ''",
            })
    void aFileIsSentWholeOrInPart(String range, int status, String body, String contentRange) throws Exception {
        HttpResponse<byte[]> response = content("GET", text + "/content", "Range", range);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).asString().isEqualTo(body);
        assertThat(header(response, "content-range")).isEqualTo(contentRange);
        assertThat(header(response, "content-length")).isEqualTo(Integer.toString(body.length()));
    }

    @ParameterizedTest
    @CsvSource({"GET, 206, bytes=2-3", "GET, 416, bytes=99-", "HEAD, 200, none", "HEAD, 206, bytes=2-3"})
    void aPartIsAsTheContractSays(String method, int status, String range) {
        assertThat(ann.send(method, "%s/artifacts/%d/content".formatted(OWN, text), "", "Range", range)
                        .status())
                .isEqualTo(status);
    }

    @Test
    void aFileThatTheClientHasIsNotSentAgain() throws Exception {
        HttpResponse<byte[]> head = content("HEAD", text + "/content");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "content-length")).isEqualTo("10");
        assertThat(header(head, "accept-ranges")).isEqualTo("bytes");
        String tag = header(head, "etag");
        assertThat(content("GET", text + "/content", "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(content("GET", text + "/content", "Range", "bytes=0-0", "If-Range", tag)
                        .statusCode())
                .isEqualTo(206);
        assertThat(content("GET", text + "/content", "Range", "bytes=0-0", "If-Range", "\"old\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aFolderIsSentAsZipWithoutWhatLinksLeadTo() throws Exception {
        HttpResponse<byte[]> response = content("GET", tree + "/content");
        assertThat(header(response, "content-type")).isEqualTo("application/zip");
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(response.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(files).isEqualTo(Map.of("sub/", "", "sub/leaf.txt", "deep\n", "top.csv", "top\n"));
        HttpResponse<byte[]> leaf = content("GET", tree + "/content?path=sub/leaf.txt");
        assertThat(leaf.body()).asString().isEqualTo("deep\n");
        assertThat(header(leaf, "content-disposition")).contains("leaf.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "away, 403 AccessDenied",
        "up/../../etc/passwd, 403 AccessDenied",
        "../../../.., 403 AccessDenied",
        "..%2F..%2Fsecret, 403 AccessDenied",
        "%2Fetc%2Fpasswd, 403 AccessDenied",
        "%252e%252e%252fsecret, 404 ArtifactEventNotFound",
        "%EF%BC%8E%EF%BC%8E%EF%BC%8Fsecret, 404 ArtifactEventNotFound",
        "a%00b, 400 InvalidArguments",
        "nothing, 404 ArtifactEventNotFound",
        "top.csv/more, 404 ArtifactEventNotFound",
    })
    void noPathLeavesTheArtifactOrItsStorage(String path, String error) {
        assertThat(ann.send("GET", OWN + "/artifacts/" + tree + "/content?path=" + path, "")
                        .error())
                .isEqualTo(error);
    }

    @Test
    void errorsAreProblems() {
        assertThat(ann.send("GET", OWN + "/artifacts/999999/content", "").error())
                .isEqualTo("404 ArtifactEventNotFound");
        assertThat(ann.send("GET", OWN + "/artifacts/x/lineage", "").error()).isEqualTo("404 ArtifactEventNotFound");
        assertThat(server.as("bob")
                        .send("GET", OWN + "/artifacts/" + text + "/content", "")
                        .error())
                .isEqualTo("403 AccessDenied");
        assertThat(server.as("bob")
                        .send("GET", OWN + "/artifacts/" + text + "/lineage", "")
                        .error())
                .isEqualTo("403 AccessDenied");
        assertThat(server.as("bob").send("GET", OWN + "/artifacts/" + text, "").error())
                .isEqualTo("403 AccessDenied");
        assertThat(ann.send("GET", OWN + "/artifacts/" + text + "/lineage?depth=0", "")
                        .error())
                .isEqualTo("400 InvalidURI");
    }

    @Test
    void aRangeBeyondTheEndIsRefused() throws Exception {
        HttpResponse<byte[]> response = content("GET", text + "/content", "Range", "bytes=10-");
        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(header(response, "content-range")).startsWith("bytes */");
        assertThat(response.body()).asString().contains("InvalidRange");
    }

    @Test
    void theLineageLeadsFromWhoMadeItToWhoReadIt() {
        JsonNode lineage =
                ann.send("GET", OWN + "/artifacts/" + text + "/lineage", "").json();
        assertThat(lineage.at("/subject/artifact").asLong()).isEqualTo(text);
        assertThat(lineage.at("/upstream/0/step").asText()).isEqualTo("make");
        assertThat(lineage.at("/downstream/0/step").asText()).isEqualTo("read");
        assertThat(lineage.path("downstreamCut").asBoolean()).isFalse();
        assertThat(ann.send("GET", OWN + "/artifacts/" + text, "").at("/name")).isEqualTo("text");
    }

    @Test
    void whatWasRemovedIsNotThereAnyMore() throws Exception {
        String other = ann.run(PIPELINE);
        await().until(() -> ann.get("/run/" + other).at("/status").equals("succeeded"));
        JsonNode output = ann.send("GET", OWN + "/runs/" + other + "/artifacts?maxKeys=1", "")
                .json();
        assertThat(output.path("isTruncated").asBoolean()).isTrue();
        Files.delete(server.storage.resolve(output.at("/artifacts/0/path").asText()));
        assertThat(ann.send(
                                "GET",
                                OWN + "/artifacts/"
                                        + output.at("/artifacts/0/artifact").asLong() + "/content",
                                "")
                        .error())
                .isEqualTo("404 ArtifactEventNotFound");
    }
}
