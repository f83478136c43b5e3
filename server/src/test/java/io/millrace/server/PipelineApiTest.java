package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Api.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Registered pipelines through real HTTP. */
class PipelineApiTest {

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    private final Api root;
    private final Api anna;

    PipelineApiTest() {
        root = server.as("root");
        anna = server.as("anna");
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

    private static String yaml(String name, String command) {
        return "name: %s\nentry_points:\n  step:\n    command: %s\n".formatted(name, command);
    }

    private static String raw(String yaml) {
        return "{\"yamlRaw\": \"%s\", \"desc\": \"first\"}".formatted(Api.base64(yaml));
    }

    private static String create(Api user, String name) {
        Reply made = user.post("/pipeline", raw(yaml(name, "echo one")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.at("/pipelineID");
    }

    private static List<String> keys(JsonNode object) {
        List<String> keys = new ArrayList<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private static List<String> listed(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        reply.json()
                .at("/pipelineList")
                .forEach(pipeline -> names.add(pipeline.at("/name").asText()));
        return names;
    }

    @Test
    void aPipelineHasVersionsAndEverythingThatClientsRead() {
        Reply made = anna.post("/pipeline", raw(yaml("shapes", "echo one")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(keys(made.json())).containsExactly("pipelineID", "pipelineVersionID", "name");
        assertThat(made.at("/name")).isEqualTo("shapes");
        String id = made.at("/pipelineID");
        assertThat(id).matches("ppl-\\d{6}");
        Reply second = anna.post("/pipeline/" + id, """
                {"yamlRaw": "%s", "fsName": "", "yamlPath": "", "desc": "second"}
                """.formatted(Api.base64(yaml("shapes", "echo two"))));
        assertThat(second.status()).as(second.text()).isEqualTo(201);
        assertThat(second.text()).isEqualTo("{\"pipelineID\":\"%s\",\"pipelineVersionID\":\"2\"}".formatted(id));

        JsonNode shown = anna.get("/pipeline/" + id).json();
        assertThat(keys(shown.at("/pipeline")))
                .containsExactly("pipelineID", "name", "desc", "username", "createTime", "updateTime");
        assertThat(shown.at("/pipeline/desc").asText()).isEqualTo("second");
        assertThat(shown.at("/pplVersions/maxKeys").asInt()).isEqualTo(50);
        assertThat(shown.at("/pplVersions/isTruncated").asBoolean()).isFalse();
        assertThat(shown.at("/pplVersions").has("nextMarker")).isFalse();
        assertThat(shown.at("/pplVersions/pplVersionList")).hasSize(2);
        JsonNode version = shown.at("/pplVersions/pplVersionList/1");
        assertThat(keys(version))
                .containsExactly(
                        "pipelineVersionID",
                        "pipelineID",
                        "fsName",
                        "yamlPath",
                        "pipelineYaml",
                        "username",
                        "createTime",
                        "updateTime");
        assertThat(version.at("/pipelineYaml").asText()).isEqualTo(yaml("shapes", "echo two"));
        assertThat(version.at("/fsName").asText() + version.at("/yamlPath").asText())
                .isEmpty();
        for (String old : List.of(
                "pipelineID",
                "name",
                "fsname",
                "username",
                "pipelineYaml",
                "pipelineMd5",
                "createTime",
                "updateTime",
                "updatetime")) {
            assertThat(shown.path(old).isTextual()).as("flat " + old).isTrue();
        }
        assertThat(shown.at("/pipelineMd5").asText()).matches("[0-9a-f]{32}");

        JsonNode one = anna.get("/pipeline/" + id + "/1").json();
        assertThat(keys(one)).containsExactly("pipeline", "pipelineVersion");
        assertThat(one.at("/pipeline")).isEqualTo(shown.at("/pipeline"));
        assertThat(one.at("/pipelineVersion")).isEqualTo(shown.at("/pplVersions/pplVersionList/0"));

        JsonNode listed = anna.get("/pipeline?nameFilter=shapes").json().at("/pipelineList/0");
        assertThat(keys(listed))
                .containsExactly(
                        "pipelineID",
                        "name",
                        "desc",
                        "username",
                        "createTime",
                        "updateTime",
                        "fsname",
                        "pipelineYaml",
                        "pipelineMd5");
    }

    @Test
    void versionsArePagedAndFilteredAndTheirNumbersNeverComeBack() throws Exception {
        Path code = Files.createDirectories(server.opened.resolve("versions"));
        anna.post("/fs", "{\"name\": \"versions\", \"url\": \"local:/%s\"}".formatted(code));
        Files.writeString(code.resolve("run.yaml"), yaml("many", "echo from a storage"));
        String id = create(anna, "many");
        assertThat(anna.post("/pipeline/" + id, "{\"fsName\": \"versions\"}").at("/pipelineVersionID"))
                .isEqualTo("2");
        JsonNode filtered = anna.get("/pipeline/" + id + "?fsFilter=versions").json();
        assertThat(filtered.at("/pplVersions/pplVersionList")).hasSize(1);
        assertThat(filtered.at("/pplVersions/pplVersionList/0/yamlPath").asText())
                .isEqualTo("./run.yaml");
        assertThat(filtered.at("/pipeline/desc").asText())
                .as("an update without desc empties it")
                .isEmpty();
        JsonNode page = anna.get("/pipeline/" + id + "?maxKeys=1").json();
        assertThat(page.at("/pplVersions/isTruncated").asBoolean()).isTrue();
        JsonNode next = anna.get("/pipeline/" + id + "?maxKeys=1&marker="
                        + page.at("/pplVersions/nextMarker").asText())
                .json();
        assertThat(next.at("/pplVersions/pplVersionList/0/pipelineVersionID").asText())
                .isEqualTo("2");

        Reply deleted = anna.delete("/pipeline/" + id + "/2", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(anna.delete("/pipeline/" + id + "/2", "").error()).isEqualTo("404 PipelineNotFound");
        assertThat(anna.delete("/pipeline/" + id + "/1", "").error())
                .as("the last one stays")
                .isEqualTo("403 ActionNotAllowed");
        assertThat(anna.post("/pipeline/" + id, raw(yaml("many", "echo three"))).at("/pipelineVersionID"))
                .isEqualTo("3");
        assertThat(listed(anna.get("/pipeline?fsFilter=versions"))).doesNotContain("many");
    }

    @Test
    void listsHaveFiltersAndPages() {
        Api carla = server.as("carla");
        create(carla, "alpha");
        create(carla, "beta");
        create(carla, "gamma");
        assertThat(listed(carla.get("/pipeline"))).containsExactly("alpha", "beta", "gamma");
        assertThat(listed(carla.get("/pipeline?nameFilter=%20beta,,gamma"))).containsExactly("beta", "gamma");
        Reply page = carla.get("/pipeline?maxKeys=2");
        assertThat(listed(page)).containsExactly("alpha", "beta");
        Reply rest = carla.get("/pipeline?maxKeys=2&marker=" + page.at("/nextMarker"));
        assertThat(listed(rest)).containsExactly("gamma");
        assertThat(rest.json().has("nextMarker")).isFalse();
        assertThat(listed(root.get("/pipeline?userFilter=carla"))).containsExactly("alpha", "beta", "gamma");
        assertThat(listed(server.as("nobody1").get("/pipeline"))).isEmpty();
        assertThat(carla.get("/pipeline?userFilter=anna").error()).isEqualTo("403 AccessDenied");
        assertThat(carla.get("/pipeline?maxKeys=1001").error()).isEqualTo("400 InvalidURI");
        assertThat(carla.get("/pipeline?marker=-").error()).isEqualTo("400 InvalidMarker");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"yamlRaw":                                    | 400 InvalidHTTPRequest
            {"yamlRaw": 5}                                 | 400 InvalidHTTPRequest
            {}                                             | 400 InvalidArguments
            {"yamlRaw": "bmFtZTog", "fsName": "x"}         | 400 InvalidArguments
            {"yamlRaw": "bmFtZTog", "yamlPath": "x"}       | 400 InvalidArguments
            {"yamlRaw": "not base64"}                      | 400 Decode base64
            {"yamlRaw": "bmFtZTog"}                        | 400 InvalidPipeline
            {"fsName": "none"}                             | 400 InvalidArguments
            {"fsName": "data", "yamlPath": "none.yaml"}    | 400 ReadYamlFileFailed
            {"fsName": "data", "username": "carla"}        | 400 AuthIllegalUser
            """)
    void refuses(String body, String error) {
        for (String path : List.of("/pipeline", "/pipeline/" + pipelineToRefuse())) {
            Reply reply = anna.post(path, body);
            assertThat(reply.error()).as(path + reply.text()).isEqualTo(error);
            assertThat(reply.at("/message")).isNotBlank();
        }
    }

    private String pipelineToRefuse() {
        JsonNode known = anna.get("/pipeline?nameFilter=refusing").json().at("/pipelineList/0/pipelineID");
        return known.isMissingNode() ? create(anna, "refusing") : known.asText();
    }

    @Test
    void moreIsRefused() {
        String id = create(anna, "strict");
        assertThat(anna.post("/pipeline", raw(yaml("strict", "echo other"))).error())
                .isEqualTo("400 DuplicatedName");
        assertThat(anna.post("/pipeline/" + id, raw(yaml("other", "echo other")))
                        .error())
                .isEqualTo("400 InvalidArguments");
        String longText =
                "{\"yamlRaw\": \"%s\", \"desc\": \"%s\"}".formatted(Api.base64(yaml("long", "echo")), "é".repeat(129));
        assertThat(anna.post("/pipeline", longText).error()).isEqualTo("400 InvalidArguments");
        assertThat(anna.post("/pipeline", raw(yaml("1st", "echo"))).error()).isEqualTo("400 InvalidPipeline");
        String foreign = """
                name: uses
                fs_options: {main_fs: {name: nowhere}}
                entry_points:
                  step:
                    command: echo
                """;
        assertThat(anna.post("/pipeline", raw(foreign)).error()).isEqualTo("400 InvalidArguments");
        for (String path :
                List.of("/pipeline/ppl-999999", "/pipeline/x", "/pipeline/" + id + "/9", "/pipeline/" + id + "/x")) {
            assertThat(anna.get(path).error()).as(path).isEqualTo("404 PipelineNotFound");
            assertThat(anna.delete(path, "").error()).as(path).isEqualTo("404 PipelineNotFound");
        }
        assertThat(anna.post("/pipeline/ppl-999999", raw(yaml("strict", "echo")))
                        .error())
                .isEqualTo("404 PipelineNotFound");
        assertThat(server.as("").get("/pipeline").error()).isEqualTo("400 AuthWithoutToken");
    }

    @Test
    void othersSeeNothingOfAPipeline() {
        String id = create(anna, "private");
        Api eve = server.as("eve1");
        assertThat(eve.get("/pipeline/" + id).error()).isEqualTo("403 AccessDenied");
        assertThat(eve.get("/pipeline/" + id + "/1").error()).isEqualTo("403 AccessDenied");
        assertThat(eve.post("/pipeline/" + id, raw(yaml("private", "echo"))).error())
                .isEqualTo("403 AccessDenied");
        assertThat(eve.delete("/pipeline/" + id, "").error()).isEqualTo("403 AccessDenied");
        assertThat(eve.delete("/pipeline/" + id + "/1", "").error()).isEqualTo("403 AccessDenied");
        assertThat(eve.post("/run", "{\"pipelineID\": \"%s\"}".formatted(id)).error())
                .isEqualTo("403 AccessDenied");
        assertThat(listed(eve.get("/pipeline"))).isEmpty();
        assertThat(root.get("/pipeline/" + id).status()).isEqualTo(200);
        create(eve, "private");
    }

    @Test
    void runsNameThePipelineAndTheVersion() {
        String id = create(anna, "running");
        anna.post("/pipeline/" + id, raw(yaml("running", "echo two")));
        Reply newest = anna.post("/run", "{\"pipelineID\": \"%s\"}".formatted(id));
        assertThat(anna.get("/run/" + newest.at("/runID")).at("/source")).isEqualTo(id + "-");
        assertThat(anna.get("/run/" + newest.at("/runID")).at("/runYaml")).contains("echo two");
        Reply first = anna.post("/run", "{\"pipelineID\": \"%s\", \"pipelineVersionID\": \"1\"}".formatted(id));
        assertThat(anna.get("/run/" + first.at("/runID")).at("/source")).isEqualTo(id + "-1");
        assertThat(anna.get("/run/" + first.at("/runID")).at("/runYaml")).contains("echo one");
        assertThat(anna.post("/run", "{\"pipelineID\": \"%s\", \"pipelineVersionID\": \"7\"}".formatted(id))
                        .error())
                .isEqualTo("404 PipelineNotFound");
    }

    @Test
    void aRunningScheduleKeepsItsVersion() {
        String id = create(anna, "scheduled");
        anna.post("/pipeline/" + id, raw(yaml("scheduled", "echo two")));
        String schedule = anna.post(
                        "/schedule",
                        "{\"name\": \"keeps\", \"pipelineID\": \"%s\", \"pipelineVersionID\": \"1\", \"crontab\": \"@yearly\"}"
                                .formatted(id))
                .at("/scheduleID");
        assertThat(anna.delete("/pipeline/" + id, "").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.delete("/pipeline/" + id + "/1", "").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.delete("/pipeline/" + id + "/2", "").status()).isEqualTo(200);
        anna.put("/schedule/" + schedule, "");
        Reply deleted = anna.delete("/pipeline/" + id, "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(anna.get("/pipeline/" + id).error()).isEqualTo("404 PipelineNotFound");
        assertThat(create(anna, "scheduled")).isNotEqualTo(id);
    }

    @Test
    void clientsOfTheFirstGenerationNameTheirPipelines() {
        Api old = server.firstGeneration("olga");
        String body = "{\"yamlRaw\": \"%s\", \"name\": \"renamed\"}".formatted(Api.base64(yaml("written", "echo old")));
        Reply made = old.post("/pipeline", body);
        assertThat(made.at("/name")).isEqualTo("renamed");
        assertThat(old.post("/pipeline", body.replace("renamed", "again")).error())
                .isEqualTo("400 DuplicatedContent");
        Reply same = server.as("olga").post("/pipeline", body.replace("renamed", "again"));
        assertThat(same.status()).as("today the content does not matter").isEqualTo(201);
        Reply run = old.post("/run", "{\"pipelineID\": \"%s\"}".formatted(made.at("/pipelineID")));
        JsonNode shown = old.get("/run/" + run.at("/runID")).json();
        assertThat(shown.at("/name").asText()).isEqualTo("renamed");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> old.get("/run/" + run.at("/runID")).at("/status").equals("succeeded"));
        assertThat(old.post("/pipeline", body.replace("renamed", "a b")).error())
                .isEqualTo("400 InvalidNamePattern");
    }
}
