package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The step cache through real HTTP. */
class CacheApiTest {
    private static final String CACHED = """
            name: cached
            fs_options: {main_fs: {name: data}}
            cache: {enable: true, max_expired_time: 3600}
            entry_points:
              make:
                command: echo made > {{out}}
                artifacts: {output: [out]}
            """;

    private static final String UNSTORED = """
            name: unstored
            cache: {enable: true, max_expired_time: 3600}
            entry_points:
              make: {command: echo made}
            """;

    @TempDir
    Path folder = Path.of("");

    @Nullable
    private RealServer started;

    @AfterEach
    void stop() {
        Optional.ofNullable(started).ifPresent(RealServer::close);
    }

    private RealServer start() throws IOException {
        RealServer server = new RealServer(folder);
        started = server;
        return server;
    }

    private static JsonNode ended(Api ann, String run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of("succeeded", "failed", "terminated")
                        .contains(ann.get("/run/" + run).at("/status")));
        return ann.get("/run/" + run).json();
    }

    @Test
    void aHitNamesWhereItCameFromAndIsListedShownAndForgotten() throws Exception {
        RealServer server = start();
        Api ann = server.as("anna");
        JsonNode first = ended(ann, ann.run(CACHED));
        JsonNode plan = ann.send("POST", "/api/millrace/v1/plan", "{\"runYamlRaw\": \"" + Api.base64(CACHED) + "\"}")
                .json();
        assertThat(plan.at("/steps/0/step").asText()).isEqualTo("make");
        assertThat(plan.at("/steps/0/plan").asText()).isEqualTo("hit");
        JsonNode second = ended(ann, ann.run(CACHED));
        String run = first.path("runID").asText();
        assertThat(second.at("/runtime/make/0/jobID").asText()).isEmpty();
        assertThat(second.at("/runtime/make/0/cacheRunID").asText()).isEqualTo(run);
        assertThat(second.at("/runtime/make/0/cacheJobID")).isEqualTo(first.at("/runtime/make/0/jobID"));
        assertThat(second.at("/runtime/make/0/status").asText()).isEqualTo("succeeded");
        assertThat(ann.get("/run/" + run).at("/runCachedIDs"))
                .isEqualTo(second.path("runID").asText());

        JsonNode list = ann.get("/runCache?fsFilter=data&runFilter=" + run).json();
        assertThat(list.path("runCacheList")).hasSize(1);
        JsonNode entry = list.at("/runCacheList/0");
        String id = entry.path("cacheID").asText();
        assertThat(id).isEqualTo("cch-000001");
        assertThat(entry.path("fsname").asText()).isEqualTo("data");
        assertThat(entry.path("expiredTime").asText()).isEqualTo("3600");
        assertThat(entry.path("jobID")).isEqualTo(first.at("/runtime/make/0/jobID"));
        assertThat(entry.path("firstFp").asText()).hasSize(64);
        assertThat(ann.get("/runCache/" + id).json()).isEqualTo(entry);

        Api eve = server.as("eve1");
        assertThat(eve.get("/runCache?userFilter=anna").json().path("runCacheList"))
                .isEmpty();
        assertThat(eve.get("/runCache/" + id).error()).isEqualTo("403 AccessDenied");
        assertThat(eve.delete("/runCache/" + id, "").error()).isEqualTo("403 AccessDenied");

        Api.Reply deleted = ann.delete("/runCache/" + id, "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(ann.get("/runCache/" + id).error()).isEqualTo("404 RunCacheNotFound");
        assertThat(ended(ann, run).path("status").asText()).isEqualTo("succeeded");
    }

    /** Who may use the same folder shares results; nobody else learns what others have run. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"the same folder, data, hit", "a folder of each user, own, miss", "no storage, none, miss"})
    void resultsAreSharedByThoseWhoMayUseTheStorage(String where, String storage, String expected) throws Exception {
        RealServer server = start();
        String yaml = storage.equals("none") ? UNSTORED : CACHED.replace("data", storage);
        for (String user : List.of("anna", "eve1")) {
            Path own = folder.resolve("home/storages/" + user + "/own");
            server.as(user).post("/fs", "{\"name\": \"own\", \"url\": \"local:/%s\"}".formatted(own));
        }
        Api ann = server.as("anna");
        String first = ended(ann, ann.run(yaml)).path("runID").asText();
        Api eve = server.as("eve1");
        String request = "{\"runYamlRaw\": \"" + Api.base64(yaml) + "\"}";
        await().until(() -> ann.send("POST", "/api/millrace/v1/plan", request)
                .at("/steps/0/plan")
                .equals("hit")); // a result is remembered a moment after its run
        Api.Reply plan = eve.send("POST", "/api/millrace/v1/plan", request);
        assertThat(plan.at("/steps/0/plan").equals("hit")).isEqualTo(expected.equals("hit"));
        JsonNode second = ended(eve, eve.run(yaml));
        assertThat(second.at("/runtime/make/0/status").asText()).isEqualTo("succeeded");
        assertThat(second.at("/runtime/make/0/cacheRunID").asText()).isEqualTo(expected.equals("hit") ? first : "");
    }

    @ParameterizedTest
    @CsvSource({"fsFilter=other", "runFilter=run-000009", "runFilter=nonsense", "userFilter=nobody"})
    void aFilterThatNothingMeetsGivesAnEmptyList(String query) throws Exception {
        RealServer server = start();
        Api ann = server.as("anna");
        ended(ann, ann.run(CACHED));
        JsonNode page = server.as("root").get("/runCache?" + query).json();
        assertThat(page.path("runCacheList").isArray()).isTrue();
        assertThat(page.path("runCacheList")).isEmpty();
        assertThat(page.path("isTruncated").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/runCache?maxKeys=1001, 400 InvalidURI",
        "/runCache?marker=x, 400 InvalidMarker",
        "/runCache/nonsense, 404 RunCacheNotFound",
        "/runCache/cch-000077, 404 RunCacheNotFound"
    })
    void errorsTellWhatIsWrong(String path, String error) throws Exception {
        assertThat(start().as("anna").get(path).error()).isEqualTo(error);
    }
}
