package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Api.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records of artifacts, and deleting runs with what they left, through real HTTP. */
class ArtifactApiTest {
    private static final String CHAIN = """
            name: chain
            fs_options: {main_fs: {name: data}}
            cache: {enable: true, max_expired_time: 3600}
            entry_points:
              make:
                command: echo CONTENT > {{out}}
                artifacts: {output: [out]}
              use:
                deps: make
                command: cat {{in}}
                cache: {enable: false}
                artifacts: {input: {in: "{{make.out}}"}}
            """;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    private final Api root;
    private final Api anna;
    private final Api eve;

    ArtifactApiTest() {
        root = server.as("root");
        anna = server.as("anna");
        eve = server.as("eve1");
    }

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        server.begin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private String ended(String content) {
        String run = anna.run(CHAIN.replace("CONTENT", content));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of("succeeded", "failed")
                        .contains(anna.get("/run/" + run).at("/status")));
        return run;
    }

    private static List<String> listed(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> all = new ArrayList<>();
        reply.json()
                .at("/artifactEventList")
                .forEach(it ->
                        all.add(it.at("/step").asText() + " " + it.at("/type").asText()));
        return all;
    }

    @Test
    void whatJobsReadAndMadeIsListedAndForgotten() {
        String run = ended("listed");
        Reply list = anna.get("/artifact?fsFilter=data&runFilter=" + run);
        assertThat(listed(list)).containsExactly("make output", "use input");
        JsonNode made = list.json().at("/artifactEventList/0");
        List<String> keys = new ArrayList<>();
        made.fieldNames().forEachRemaining(keys::add);
        assertThat(keys)
                .containsExactly(
                        "artifact",
                        "runID",
                        "fsname",
                        "username",
                        "artifactPath",
                        "step",
                        "jobID",
                        "type",
                        "artifactName",
                        "meta",
                        "createTime",
                        "updateTime");
        String path = made.at("/artifactPath").asText();
        assertThat(path).startsWith(".pipeline/" + run + "/chain/make-0-").endsWith("/out");
        assertThat(server.storage.resolve(path)).hasContent("listed");

        assertThat(listed(anna.get("/artifact?typeFilter=input&runFilter=" + run)))
                .containsExactly("use input");
        assertThat(listed(anna.get("/artifact?pathFilter=" + path))).containsExactly("make output", "use input");
        assertThat(listed(anna.get("/artifact?runFilter=nonsense"))).isEmpty();
        Reply page = anna.get("/artifact?maxKeys=1&runFilter=" + run);
        assertThat(listed(page)).containsExactly("make output");
        assertThat(listed(anna.get("/artifact?runFilter=%s&marker=%s".formatted(run, page.at("/nextMarker")))))
                .containsExactly("use input");
        assertThat(listed(eve.get("/artifact?userFilter=anna"))).isEmpty();
        assertThat(listed(root.get("/artifact?userFilter=anna&runFilter=" + run)))
                .hasSize(2);

        String query = "/artifact?fsname=data&runID=%s&path=%s".formatted(run, path);
        assertThat(eve.delete(query, "").error()).isEqualTo("404 ArtifactEventNotFound");
        assertThat(root.delete(query + "&username=eve1", "").error()).isEqualTo("404 ArtifactEventNotFound");
        assertThat(anna.delete(query.replace("data", "other"), "").error()).isEqualTo("404 ArtifactEventNotFound");
        Reply deleted = anna.delete(query, "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(anna.delete(query, "").error()).isEqualTo("404 ArtifactEventNotFound");
        assertThat(listed(anna.get("/artifact?runFilter=" + run))).isEmpty();
        assertThat(server.storage.resolve(path)).exists();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /artifact?typeFilter=both, 400 InvalidURI",
        "GET, /artifact?maxKeys=x, 400 InvalidURI",
        "GET, /artifact?marker=x, 400 InvalidMarker",
        "DELETE, /artifact?fsname=data&runID=run-000001, 400 InvalidURI",
        "DELETE, /artifact?fsname=data&path=x, 400 InvalidURI",
        "DELETE, /artifact?path=x&runID=run-000001, 400 InvalidURI",
        "DELETE, /artifact?fsname=data&runID=x&path=x, 404 ArtifactEventNotFound"
    })
    void errorsTellWhatIsWrong(String method, String path, String error) {
        assertThat(anna.send(method, "/api/paddleflow/v1" + path, "").error()).isEqualTo(error);
    }

    @Test
    void aRunThatOthersReuseIsDeletedOnlyOnRequest() {
        String first = ended("reused");
        String second = ended("reused");
        assertThat(anna.get("/run/" + second).at("/runtime/make/0/cacheRunID")).isEqualTo(first);
        assertThat(anna.get("/run/" + first).at("/runCachedIDs")).isEqualTo(second);

        for (String body : List.of("", "{}", "{\"checkCache\": null}", "{\"checkCache\": true}")) {
            Reply refused = anna.delete("/run/" + first, body);
            assertThat(refused.error()).as(body).isEqualTo("403 ActionNotAllowed");
            assertThat(refused.at("/message")).contains(second);
        }
        assertThat(anna.delete("/run/" + first, "{\"checkCache\": \"no\"}").error())
                .isEqualTo("400 MalformedJSON");
        assertThat(eve.delete("/run/" + first, "{\"checkCache\": false}").error())
                .isEqualTo("403 AccessDenied");
        Reply deleted = anna.delete("/run/" + first, "{\"checkCache\": false}");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(anna.get("/run/" + first).error()).isEqualTo("404 RunNotFound");
        assertThat(anna.delete("/run/" + first, "").error()).isEqualTo("404 RunNotFound");
        assertThat(server.storage.resolve(".pipeline/" + first)).doesNotExist();
        assertThat(root.delete("/run/" + second, "").status()).isEqualTo(200);
    }

    @Test
    void aRunThatRunsIsNotDeleted() {
        String run = anna.run("name: long\nentry_points:\n  sleep:\n    command: sleep 1000\n");
        assertThat(anna.delete("/run/" + run, "{\"checkCache\": false}").error())
                .isEqualTo("403 ActionNotAllowed");
        anna.put("/run/" + run + "?action=stop", "{\"stopForce\": true}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.delete("/run/" + run, "").status() == 200);
    }
}
