package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs through real HTTP, as PaddleFlow's client asks for them. */
class RunApiTest {
    private static final String HELLO = """
            name: hello
            entry_points:
              greet:
                command: echo "hello {{who}}"
                parameters: {who: world}
              loop:
                deps: greet
                loop_argument: [1, 2]
                entry_points:
                  inner:
                    command: echo "{{item}}"
                    parameters: {item: "{{PF_PARENT.PF_LOOP_ARGUMENT}}"}
            post_process:
              mail:
                command: echo mailed
            """;

    private static final String FOREVER = """
            name: forever
            entry_points:
              sleep:
                command: sleep 1000
            """;

    private static final Set<String> BRIEF = Set.of(
            "runID",
            "name",
            "source",
            "username",
            "fsName",
            "fsname",
            "description",
            "scheduleID",
            "runMsg",
            "status",
            "scheduledTime",
            "createTime",
            "activateTime",
            "updateTime");

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        server.begin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final Api ann;

    RunApiTest() {
        ann = server.as("anna");
    }

    private JsonNode ended(String run) {
        return ended(ann, run);
    }

    private static JsonNode ended(Api user, String run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of("succeeded", "failed", "terminated")
                        .contains(user.get("/run/" + run).at("/status")));
        return user.get("/run/" + run).json();
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void aRunHasEverythingThatTheClientReads() {
        JsonNode run = ended(ann.run(HELLO));
        assertThat(run.path("status").asText()).isEqualTo("succeeded");
        assertThat(names(run))
                .contains(
                        "runID",
                        "fsName",
                        "username",
                        "status",
                        "name",
                        "description",
                        "parameters",
                        "runYaml",
                        "runtime",
                        "postProcess",
                        "dockerEnv",
                        "updateTime",
                        "source",
                        "runMsg",
                        "scheduleID",
                        "fsOptions",
                        "failureOptions",
                        "disabled",
                        "runCachedIDs",
                        "createTime",
                        "activateTime");
        assertThat(run.path("parameters").isNull()).isTrue();
        assertThat(run.path("runYaml").asText()).isEqualTo(HELLO);
        assertThat(run.at("/failureOptions/strategy").asText()).isEqualTo("fail_fast");
        assertThat(run.path("createTime").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(names(run.path("runtime"))).containsExactly("greet", "loop");
        assertThat(names(run.at("/runtime/greet/0")))
                .contains(
                        "name",
                        "deps",
                        "parameters",
                        "command",
                        "env",
                        "status",
                        "startTime",
                        "endTime",
                        "dockerEnv",
                        "jobID",
                        "type",
                        "stepName",
                        "parentDagID",
                        "extraFS",
                        "artifacts",
                        "cache",
                        "jobMessage",
                        "cacheRunID",
                        "cacheJobID")
                .doesNotContain("entryPoints");
        assertThat(run.at("/runtime/greet/0/command").asText()).isEqualTo("echo \"hello world\"");
        assertThat(run.at("/runtime/loop")).hasSize(2);
        assertThat(names(run.at("/runtime/loop/1")))
                .contains(
                        "id",
                        "name",
                        "type",
                        "dagName",
                        "parentDagID",
                        "deps",
                        "parameters",
                        "artifacts",
                        "startTime",
                        "endTime",
                        "status",
                        "message",
                        "entryPoints");
        assertThat(run.at("/runtime/loop/1/entryPoints/inner/0/parentDagID")).isEqualTo(run.at("/runtime/loop/1/id"));
        assertThat(run.at("/postProcess/mail/status").asText()).isEqualTo("succeeded");
    }

    @Test
    void theFirstClientGetsAFlatRuntime() {
        JsonNode current = ended(ann.run(HELLO));
        JsonNode run = server.firstGeneration("anna")
                .get("/run/" + current.path("runID").asText())
                .json();
        assertThat(names(run.path("runtime"))).containsExactly("greet", "loop.inner", "loop-1.inner");
        assertThat(run.at("/runtime/greet/jobID")).isEqualTo(current.at("/runtime/greet/0/jobID"));
    }

    @Test
    void aListIsReadPageByPageAndKnowsItsEnd() {
        Set<String> made = new TreeSet<>();
        Api bob = server.as("bob1");
        for (int i = 0; i < 5; i++) {
            made.add(bob.run(HELLO));
        }
        List<String> read = new ArrayList<>();
        String marker = "";
        do {
            JsonNode page = bob.get("/run?maxKeys=2&marker=" + marker).json();
            assertThat(page.path("isTruncated").asBoolean()).isEqualTo(page.has("nextMarker"));
            page.path("runList").forEach(run -> {
                assertThat(new TreeSet<>(names(run))).isEqualTo(new TreeSet<>(BRIEF));
                read.add(run.path("runID").asText());
            });
            marker = page.path("nextMarker").asText();
        } while (!marker.isEmpty());
        assertThat(read).containsExactlyElementsOf(made);
        JsonNode newest = bob.get("/run?maxKeys=3&order=newest").json();
        JsonNode rest = bob.get(
                        "/run?order=newest&marker=" + newest.path("nextMarker").asText())
                .json();
        assertThat(newest.path("runList").findValuesAsText("runID"))
                .containsExactlyElementsOf(read.reversed().subList(0, 3));
        assertThat(rest.path("runList").findValuesAsText("runID"))
                .containsExactlyElementsOf(read.reversed().subList(3, 5));
        made.forEach(this::endedOfBob);
    }

    private void endedOfBob(String run) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> server.as("root").get("/run/" + run).at("/status").equals("succeeded"));
    }

    @ParameterizedTest
    @CsvSource({
        "statusFilter=nonsense",
        "runFilter=nonsense",
        "nameFilter=nobody",
        "fsFilter=none",
    })
    void aFilterThatNothingMeetsGivesAnEmptyList(String query) {
        JsonNode page = ann.get("/run?" + query).json();
        assertThat(page.path("runList").isArray()).isTrue();
        assertThat(page.path("runList")).isEmpty();
    }

    @Test
    void aStoppedRunCanBeRetriedOnceItHasEnded() {
        String run = ann.run(FOREVER);
        await().until(() -> ann.get("/run/" + run).at("/runtime/sleep/0/status").equals("running"));
        assertThat(ann.put("/run/" + run + "?action=retry", "").error()).isEqualTo("403 ActionNotAllowed");
        Api.Reply stopped = ann.put("/run/" + run + "?action=stop", "{\"stopForce\": false}");
        assertThat(stopped.status() + stopped.text()).isEqualTo("200");
        assertThat(ended(run).path("status").asText()).isEqualTo("terminated");
        assertThat(ann.put("/run/" + run + "?action=stop", "").error()).isEqualTo("403 ActionNotAllowed");
        String again = ann.put("/run/" + run + "?action=retry", "").at("/runID");
        assertThat(again).isNotEqualTo(run);
        ann.put("/run/" + again + "?action=stop", "");
        ended(again);
        Api.Reply old = server.firstGeneration("anna").put("/run/" + again + "?action=retry", "");
        assertThat(old.status() + old.text()).isEqualTo("200");
        String last =
                ann.get("/run").json().path("runList").findValuesAsText("runID").getLast();
        ann.put("/run/" + last + "?action=stop", "");
        ended(last);
    }

    @Test
    void aPipelineInAStorageRunsByItsPath() throws Exception {
        Files.writeString(server.storage.resolve("run.yaml"), HELLO);
        Api.Reply reply = ann.post(
                "/run", "{\"fsname\": \"data\", \"name\": \"other\", \"desc\": \"d\", \"parameters\": {\"who\": 7}}");
        JsonNode run = ended(reply.at("/runID"));
        assertThat(run.path("name").asText()).isEqualTo("other");
        assertThat(run.path("fsName").asText()).isEqualTo("data");
        assertThat(run.path("source").asText()).isEqualTo("./run.yaml");
        assertThat(run.at("/parameters/who").asInt()).isEqualTo(7);
        assertThat(run.at("/runtime/greet/0/parameters/who").asText()).isEqualTo("7");
        assertThat(run.at("/fsOptions/mainFS/id").asText()).isEqualTo("fs-anna-data");
        Api root = server.as("root");
        String others = root.post("/run", "{\"fsname\": \"data\", \"username\": \"anna\"}")
                .at("/runID");
        JsonNode shown = ended(root, others);
        assertThat(shown.path("username").asText()).isEqualTo("root");
        assertThat(shown.at("/fsOptions/mainFS/id").asText())
                .as("the storage is anna's, whoever runs")
                .isEqualTo("fs-anna-data");
    }

    @Test
    void aRunWithoutAStorageNamesNone() {
        JsonNode run = ended(ann.run(HELLO));
        assertThat(run.at("/fsOptions/mainFS/id").asText("none")).isEmpty();
    }

    @Test
    void aLogIsReadPageByPage() {
        JsonNode run = ended(ann.run("""
                name: lines
                entry_points:
                  count: {command: "seq 1 250"}
                """));
        String path = "/log/run/" + run.path("runID").asText();
        JsonNode end = ann.get(path).json();
        assertThat(end.path("submitLog").asText()).startsWith(run.path("runID").asText() + " succeeded");
        assertThat(end.at("/runLog/0/jobID")).isEqualTo(run.at("/runtime/count/0/jobID"));
        JsonNode task = end.at("/runLog/0/taskList/0/logInfo");
        assertThat(task.path("logContent").asText()).startsWith("151\n").endsWith("\n250\n");
        assertThat(task.path("hasNextPage").asBoolean()).isTrue();
        JsonNode first =
                ann.get(path + "?pageSize=2&pageNo=2&logFilePosition=begin").json();
        assertThat(first.at("/runLog/0/taskList/0/logInfo/logContent").asText()).isEqualTo("3\n4\n");
        assertThat(ann.get(path + "?jobID=nothing").json().path("runLog")).isEmpty();
        assertThat(ann.get(path + "?pageSize=101").error()).isEqualTo("400 InvalidURI");
        assertThat(ann.get(path + "?logFilePosition=middle").error()).isEqualTo("400 InvalidURI");
    }

    @Test
    void theLogOfAJobIsReadFromEitherEnd() {
        JsonNode run = ended(ann.run("{name: lines, entry_points: {count: {command: seq 1 250}}}"));
        String job = run.at("/runtime/count/0/jobID").asText();
        JsonNode all = ann.get("/log/job?jobID=" + job).json();
        assertThat(all.path("jobID").asText()).isEqualTo(job);
        assertThat(all.at("/taskList/0/logInfo/logContent").asText())
                .startsWith("1\n2\n")
                .endsWith("\n250\n");
        JsonNode head = ann.get("/log/job?lineLimit=2&jobID=" + job).json();
        assertThat(head.at("/taskList/0/logInfo/logContent").asText()).isEqualTo("1\n2\n");
        assertThat(head.at("/taskList/0/logInfo/truncated").asBoolean()).isTrue();
        JsonNode tail =
                ann.get("/log/job?readFromTail=true&lineLimit=2&jobID=" + job).json();
        assertThat(tail.at("/taskList/0/logInfo/logContent").asText()).isEqualTo("249\n250\n");
        JsonNode small = ann.get("/log/job?sizeLimit=5&jobID=" + job).json();
        assertThat(small.at("/taskList/0/logInfo/logContent").asText()).isEqualTo("1\n2\n");
        assertThat(server.as("eve1").get("/log/job?jobID=" + job).error()).isEqualTo("403 AccessDenied");
    }

    @Test
    void aPipelineInJsonRunsWithTheVariablesThatStandBesideIt() {
        Api root = server.as("root");
        root.post(
                "/queue",
                "{\"name\": \"q1\", \"namespace\": \"default\", \"maxResources\": {\"cpu\": \"4\", \"mem\": \"4Gi\"}}");
        root.post("/grant", "{\"userName\": \"anna\", \"resourceType\": \"queue\", \"resourceID\": \"q1\"}");
        Api.Reply reply = ann.post("/runjson", """
                {"name": "json", "description": "d", "queue": "q1", "env": {"COLOUR": "red"},
                 "entryPoints": {
                   "own": {"command": "echo $COLOUR", "env": {"COLOUR": "blue"}},
                   "both": {"entryPoints": {"inner": {"command": "echo $COLOUR", "flavour": "flavour1"}}}}}
                """);
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        JsonNode run = ended(reply.at("/runID"));
        assertThat(run.path("description").asText()).isEqualTo("d");
        assertThat(run.at("/runtime/own/0/env/COLOUR").asText()).isEqualTo("blue");
        JsonNode inner = run.at("/runtime/both/0/entryPoints/inner/0/env");
        assertThat(inner.path("COLOUR").asText()).isEqualTo("red");
        assertThat(inner.path("PF_JOB_QUEUE_NAME").asText()).isEqualTo("q1");
        assertThat(inner.path("PF_JOB_FLAVOUR").asText()).isEqualTo("flavour1");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /run | {} | 400 InvalidArguments",
                "POST | /run | nonsense | 400 MalformedJSON",
                "POST | /run | {\"runYamlRaw\": 7} | 400 MalformedJSON",
                "POST | /run | {\"runYamlRaw\": \"bmFtZTogYQ==\"} | 400 InvalidPipeline",
                "POST | /run | {\"fsName\": \"none\"} | 400 InvalidArguments",
                "POST | /run | {\"fsName\": \"data\", \"runYamlPath\": \"missing.yaml\"} | 400 ReadYamlFileFailed",
                "POST | /run | {\"pipelineID\": \"ppl-000001\"} | 404 PipelineNotFound",
                "POST | /run | {\"userName\": \"other\"} | 400 AuthIllegalUser",
                "GET | /run?maxKeys=0 | '' | 400 InvalidURI",
                "GET | /run?maxKeys=x | '' | 400 InvalidURI",
                "GET | /run?order=random | '' | 400 InvalidURI",
                "GET | /run?marker=zzz | '' | 400 InvalidMarker",
                "GET | /run?userName=other | '' | 400 AuthIllegalUser",
                "GET | /run/run-999999 | '' | 404 RunNotFound",
                "GET | /run/nonsense | '' | 404 RunNotFound",
                "PUT | /run/run-999999?action=stop | '' | 404 RunNotFound",
                "GET | /log/run/run-999999 | '' | 404 RunNotFound",
                "POST | /runjson | [] | 400 MalformedJSON",
                "POST | /runjson | {} | 400 InvalidPipeline",
                "GET | /log/job?jobID=nothing | '' | 404 JobNotFound",
                "GET | /log/job | '' | 404 JobNotFound",
                "GET | /nothing | '' | 404 PathNotFound",
                "PATCH | /run | '' | 405 MethodNotAllowed",
            })
    void errorsTellWhatIsWrong(String method, String path, String body, String error) {
        Api.Reply reply = ann.send(method, "/api/paddleflow/v1" + path, body);
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
        assertThat(reply.at("/message")).isNotBlank();
        assertThat(reply.at("/requestID"))
                .isEqualTo(
                        reply.response().headers().firstValue("x-pf-request-id").orElse(""));
        assertThat(reply.response().headers().firstValue("content-type").orElse(""))
                .startsWith("application/json");
    }

    @Test
    void nobodySeesTheRunsOfOthersButRoot() {
        String run = ann.run(HELLO);
        ended(run);
        Api eve = server.as("eve1");
        assertThat(eve.get("/run/" + run).error()).isEqualTo("403 AccessDenied");
        assertThat(eve.get("/log/run/" + run).error()).isEqualTo("403 AccessDenied");
        assertThat(eve.put("/run/" + run + "?action=retry", "").error()).isEqualTo("403 AccessDenied");
        assertThat(eve.get("/run?userFilter=anna").json().path("runList")).isEmpty();
        assertThat(server.as("root").get("/run/" + run).at("/username")).isEqualTo("anna");
        assertThat(server.as("").get("/run").error()).isEqualTo("400 AuthWithoutToken");
    }

    @Test
    void anActionThatDoesNotExistIsRefused() {
        String run = ann.run(HELLO);
        ended(run);
        assertThat(ann.put("/run/" + run + "?action=dance", "").error()).isEqualTo("400 InvalidArguments");
        assertThat(ann.put("/run/" + run, "").error()).isEqualTo("400 InvalidArguments");
    }
}
