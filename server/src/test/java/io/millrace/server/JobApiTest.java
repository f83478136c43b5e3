package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Api.Reply;
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

/** Jobs and statistics through real HTTP. */
class JobApiTest {
    private static final String TWO = """
            name: two
            failure_options: {strategy: continue}
            entry_points:
              long: {command: sleep 1000, env: {PF_JOB_FLAVOUR: flavour1}}
              quick: {command: echo quick}
              after: {command: echo after, deps: long}
            """;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    private final Api root;
    private final Api anna;
    private final Api eve;

    JobApiTest() {
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

    private static String job(Api user, String run, String step, String status) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> user.get("/run/" + run)
                        .at("/runtime/" + step + "/0/status")
                        .equals(status));
        return user.get("/run/" + run).at("/runtime/" + step + "/0/jobID");
    }

    private static List<String> names(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        reply.json().at("/jobList").forEach(job -> names.add(job.at("/name").asText()));
        return names;
    }

    @Test
    void theStepsOfRunsAreJobsThatCanBeSeenAndStopped() {
        String run = anna.run(TWO);
        String quick = job(anna, run, "quick", "succeeded");
        String id = job(anna, run, "long", "running");
        JsonNode job = anna.get("/job/" + id).json();
        for (String key : List.of(
                "id",
                "name",
                "labels",
                "annotations",
                "flavour",
                "fs",
                "extraFS",
                "image",
                "env",
                "command",
                "args",
                "port",
                "extensionTemplate",
                "status",
                "message",
                "acceptTime",
                "startTime",
                "finishTime")) {
            assertThat(job.has(key)).as(key).isTrue();
        }
        assertThat(job.at("/schedulingPolicy/queue").asText()).isEqualTo("default-queue");
        assertThat(job.at("/UserName").asText()).isEqualTo("anna");
        assertThat(job.at("/command").asText()).isEqualTo("sleep 1000");
        assertThat(job.at("/flavour/name").asText()).isEqualTo("flavour1");
        assertThat(job.at("/runtime/status").asText()).isEqualTo("running");

        assertThat(names(anna.get("/job"))).containsExactly("quick", "long");
        Reply page = anna.get("/job?maxKeys=1");
        assertThat(names(page)).containsExactly("quick");
        Reply rest = anna.get("/job?maxKeys=1&marker=" + page.at("/nextMarker"));
        assertThat(names(rest)).containsExactly("long");
        assertThat(rest.json().has("nextMarker")).isFalse();
        assertThat(names(anna.get("/job?status=running"))).containsExactly("long");
        assertThat(names(anna.get("/job?queue=default-queue&timestamp=1&startTime=2020-01-01%2000:00:00")))
                .hasSize(2);
        assertThat(names(anna.get("/job?startTime=2120-01-01%2000:00:00"))).isEmpty();
        assertThat(names(anna.get("/job?timestamp=99999999999"))).isEmpty();
        assertThat(names(anna.get("/job?labels=%7B%22a%22:%22b%22%7D"))).isEmpty();
        assertThat(names(anna.get("/job?labels=%7B%7D"))).hasSize(2);
        assertThat(names(eve.get("/job"))).isEmpty();
        assertThat(names(root.get("/job"))).contains("quick", "long");

        assertThat(eve.get("/job/" + id).error()).isEqualTo("403 ActionNotAllowed");
        assertThat(eve.put("/job/" + id + "?action=stop", "").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.put("/job/" + id + "?action=modify", "{\"priority\": \"HIGH\"}")
                        .error())
                .isEqualTo("403 ActionNotAllowed");
        assertThat(anna.put("/job/" + quick + "?action=stop", "").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.delete("/job/" + quick, "").error()).isEqualTo("403 ActionNotAllowed");
        Reply stopped = anna.put("/job/" + id + "?action=stop", "");
        assertThat(stopped.status() + stopped.text()).isEqualTo("200");
        job(anna, run, "long", "terminated");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.get("/run/" + run).at("/status").equals("failed"));
        assertThat(anna.get("/run/" + run).at("/runtime/after/0/status")).isEqualTo("cancelled");
        assertThat(anna.get("/run/" + run).at("/runMsg")).isEqualTo("long: stopped");
    }

    @Test
    void statisticsAreHonestlyEmpty() {
        String run = anna.run("name: one\nentry_points:\n  step: {command: echo}\n");
        String id = job(anna, run, "step", "succeeded");
        assertThat(anna.get("/statistics/job/" + id).text()).isEqualTo("{\"metricsInfo\":{}}");
        assertThat(anna.get("/statistics/jobDetail/" + id + "?start=1&end=2&step=1")
                        .text())
                .isEqualTo("{\"result\":[],\"truncated\":false}");
        assertThat(anna.get("/statistics/jobDetail/" + id + "?start=2&end=1").error())
                .isEqualTo("400 InvalidURI");
        assertThat(anna.get("/statistics/jobDetail/" + id + "?step=0").error()).isEqualTo("400 InvalidURI");
        assertThat(eve.get("/statistics/job/" + id).error()).isEqualTo("403 AccessDenied");
        assertThat(eve.get("/statistics/jobDetail/" + id).error()).isEqualTo("403 AccessDenied");
        String body =
                "{\"queueNames\": [\"default-queue\", \"none\"], \"startTime\": \"2026-01-01 00:00:00\", \"endTime\": \"\"}";
        JsonNode cards = root.post("/statistics/cardTime", body).json();
        assertThat(cards.at("/data")).hasSize(1);
        assertThat(cards.at("/data/0/queueName").asText()).isEqualTo("default-queue");
        assertThat(cards.at("/data/0/cardTime").asDouble()).isZero();
        assertThat(anna.post("/statistics/cardTime", body).json().at("/data")).isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST   | /job/single                       | {"schedulingPolicy": {"queue": "q"}} | 400 JobCreateFailed
            POST   | /job/distributed                  | {}                                   | 400 JobCreateFailed
            POST   | /job/workflow                     | {}                                   | 400 JobCreateFailed
            POST   | /job/single                       | {                                    | 400 MalformedJSON
            GET    | /job/job-run-999999-x-00000000    | ``                                   | 404 JobNotFound
            GET    | /job/nonsense                     | ``                                   | 404 JobNotFound
            PUT    | /job/nonsense?action=stop         | ``                                   | 404 JobNotFound
            DELETE | /job/nonsense                     | ``                                   | 404 JobNotFound
            GET    | /job?queue=none                   | ``                                   | 400 QueueNameNotFound
            GET    | /job?timestamp=-1                 | ``                                   | 400 InvalidURI
            GET    | /job?startTime=now                | ``                                   | 400 InvalidURI
            GET    | /job?labels=a                     | ``                                   | 400 InvalidURI
            GET    | /job?marker=a                     | ``                                   | 400 InvalidMarker
            GET    | /statistics/job/nonsense          | ``                                   | 404 JobNotFound
            GET    | /statistics/jobDetail/nonsense    | ``                                   | 404 JobNotFound
            POST   | /statistics/cardTime              | {"startTime": "now"}                 | 400 InvalidArguments
            POST   | /statistics/cardTime              | [                                    | 400 MalformedJSON
            """)
    void errorsTellWhatIsWrong(String method, String path, String body, String error) {
        Reply reply = anna.send(method, "/api/paddleflow/v1" + path, body);
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
    }
}
