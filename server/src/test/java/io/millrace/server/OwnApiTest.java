package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Millrace offers beyond PaddleFlow's API, through real HTTP. */
class OwnApiTest {
    private static final String OWN = "/api/millrace/v1";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final Api ann;

    OwnApiTest() {
        ann = server.as("anna");
    }

    /** One server-sent event. */
    private record Event(String id, String kind, String data) {}

    /** A step that says one, waits for a file of that name, and says two. */
    private static String gated(Path gate) {
        return """
                name: gated
                entry_points:
                  talk:
                    command: |
                      echo one
                      while [ ! -e '%s' ]; do sleep 0.02; done
                      echo two
                """.formatted(gate);
    }

    private BufferedReader open(String path, String lastSeen) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ann.port() + OWN + path))
                .header("x-pf-authorization", "anna");
        if (!lastSeen.isEmpty()) {
            request.header("Last-Event-ID", lastSeen);
        }
        var response = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    private static Event next(BufferedReader stream) throws IOException {
        String id = "";
        String kind = "";
        String data = "";
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("event: ")) {
                kind = line.substring(7);
            } else if (line.startsWith("data: ")) {
                data = line.substring(6);
            } else if (line.isEmpty() && !kind.isEmpty()) {
                return new Event(id, kind, data);
            }
        }
        return new Event("", "closed", "");
    }

    private static List<Event> rest(BufferedReader stream) throws IOException {
        List<Event> events = new ArrayList<>();
        for (Event event = next(stream); !event.kind().equals("closed"); event = next(stream)) {
            events.add(event);
        }
        return events;
    }

    @Test
    void eventsOfARunArriveWhileItRunsAndCanBeReadAgainFromAnyPlace() throws Exception {
        Path gate = folder.resolve("gate-events");
        String run = ann.run(gated(gate));
        List<Event> live = new ArrayList<>();
        try (BufferedReader stream = open("/runs/" + run + "/events", "")) {
            while (live.stream().noneMatch(event -> event.kind().equals("attempt-started"))) {
                live.add(next(stream));
            }
            Files.createFile(gate);
            live.addAll(rest(stream));
        }
        assertThat(live.getLast().kind()).isEqualTo("run-ended");
        assertThat(JSON.readTree(live.getLast().data()).path("status").asText()).isEqualTo("succeeded");
        assertThat(live).extracting(Event::id).doesNotHaveDuplicates();
        Event middle = live.get(live.size() / 2);
        try (BufferedReader stream = open("/runs/" + run + "/events", middle.id())) {
            assertThat(rest(stream)).isEqualTo(live.subList(live.size() / 2 + 1, live.size()));
        }
    }

    @Test
    void aLogArrivesLineByLineAndGoesOnWhereAClientWas() throws Exception {
        Path gate = folder.resolve("gate-log");
        String run = ann.run(gated(gate));
        await().until(() -> ann.get("/run/" + run).at("/runtime/talk/0/status").equals("running"));
        Event one;
        List<Event> rest;
        try (BufferedReader stream = open("/runs/" + run + "/logs/talk/stream", "")) {
            one = next(stream);
            Files.createFile(gate);
            rest = rest(stream);
        }
        assertThat(JSON.readTree(one.data()).path("text").asText()).isEqualTo("one");
        assertThat(rest).extracting(Event::kind).containsExactly("line", "end");
        assertThat(JSON.readTree(rest.getFirst().data()).path("text").asText()).isEqualTo("two");
        assertThat(JSON.readTree(rest.getLast().data()).path("status").asText()).isEqualTo("succeeded");
        try (BufferedReader stream = open("/runs/" + run + "/logs/talk/stream", one.id())) {
            assertThat(rest(stream)).isEqualTo(rest);
        }
    }

    @Test
    void theLinesOfTheNextAttemptFollowThoseOfTheOneThatFailed() throws Exception {
        Path gate = folder.resolve("gate-attempts");
        String run = ann.run("""
                name: again
                entry_points:
                  talk:
                    command: |
                      if [ -e '%1$s.first' ]; then echo three; exit 0; fi
                      touch '%1$s.first'
                      echo one
                      while [ ! -e '%1$s' ]; do sleep 0.02; done
                      echo two
                      exit 1
                    retry: {max_attempts: 2}
                """.formatted(gate));
        await().until(() -> ann.get("/run/" + run).at("/runtime/talk/0/status").equals("running"));
        List<Event> events = new ArrayList<>();
        try (BufferedReader stream = open("/runs/" + run + "/logs/talk/stream", "")) {
            events.add(next(stream));
            Files.createFile(gate);
            events.addAll(rest(stream));
        }
        assertThat(events).extracting(Event::kind).containsExactly("line", "line", "line", "end");
        assertThat(events.stream().limit(3).map(Event::data))
                .satisfiesExactly(
                        one -> assertThat(one).contains("one"),
                        two -> assertThat(two).contains("two"),
                        three -> assertThat(three).contains("three"));
        for (int seen = 0; seen < 3; seen++) {
            try (BufferedReader stream =
                    open("/runs/" + run + "/logs/talk/stream", events.get(seen).id())) {
                assertThat(rest(stream)).isEqualTo(events.subList(seen + 1, 4));
            }
        }
    }

    private static String log(Api user, String run, String query) {
        return user.get("/log/run/" + run + query).at("/runLog/0/taskList/0/logInfo/logContent");
    }

    @Test
    void aStepThatWaitsForAnotherOneOrHasItsResultShowsTheLogOfThatOne() throws Exception {
        Path gate = folder.resolve("gate-led");
        String yaml = """
                name: led
                fs_options: {main_fs: {name: data}}
                cache: {enable: true}
                entry_points:
                  talk: {command: "echo led by $PF_RUN_ID; while [ ! -e '%s' ]; do sleep 0.02; done; echo end"}
                """.formatted(gate);
        String leader = ann.run(yaml);
        String told = "led by " + leader + "\n";
        await().until(() -> log(ann, leader, "").equals(told));
        String follower = ann.run(yaml);
        Api eve = server.as("eve1");
        String foreign = eve.run(yaml);
        await().until(() -> log(ann, follower, "?step=talk").equals(told));
        List<Event> events = new ArrayList<>();
        try (BufferedReader stream = open("/runs/" + follower + "/logs/talk/stream", "")) {
            events.add(next(stream));
            Files.createFile(gate);
            events.addAll(rest(stream));
        }
        assertThat(events).extracting(Event::kind).containsExactly("line", "line", "end");
        assertThat(events.getFirst().data()).contains("led by " + leader);
        assertThat(events.getFirst().id()).hasSizeBetween(16, 18);
        assertThat(events.getLast().data()).contains("succeeded");
        try (BufferedReader stream = open(
                "/runs/" + follower + "/logs/talk/stream", events.getFirst().id())) {
            assertThat(rest(stream)).isEqualTo(events.subList(1, 3));
        }
        String job = ann.get("/run/" + follower).at("/runtime/talk/0/cacheJobID");
        assertThat(log(ann, follower, "?jobID=" + job)).isEqualTo(told + "end\n");
        assertThat(log(ann, follower, "?step=other")).isEmpty();
        await().until(() -> eve.get("/run/" + foreign).at("/status").equals("succeeded"));
        assertThat(eve.get("/run/" + foreign).at("/runtime/talk/0/cacheRunID")).isEqualTo(leader);
        assertThat(log(eve, foreign, "")).as("of another user's run").isEmpty();
    }

    @Test
    void whoStreamsTheLogOfALeaderThatIsStoppedGoesOnWithItsOwn() throws Exception {
        Path gate = folder.resolve("gate-heir");
        String yaml = """
                name: heir
                fs_options: {main_fs: {name: data}}
                cache: {enable: true}
                entry_points:
                  talk: {command: "echo $PF_RUN_ID; while [ ! -e '%s' ]; do sleep 0.02; done"}
                """.formatted(gate);
        String leader = ann.run(yaml);
        await().until(() -> log(ann, leader, "").equals(leader + "\n"));
        String follower = ann.run(yaml);
        try (BufferedReader stream = open("/runs/" + follower + "/logs/talk/stream", "")) {
            assertThat(next(stream).data()).contains(leader);
            assertThat(ann.put("/run/" + leader + "?action=stop", "{}").status())
                    .isEqualTo(200);
            Event own = next(stream);
            while (own.data().contains("Terminated")) { // what the shell of the leader may say last
                own = next(stream);
            }
            assertThat(own.data()).contains(follower);
            assertThat(own.id()).isEqualTo("0");
            Files.createFile(gate);
            assertThat(rest(stream)).extracting(Event::kind).containsExactly("end");
        }
    }

    @Test
    void theLogOfAStepThatHasNotBegunIsWaitedFor() throws Exception {
        Path gate = folder.resolve("open-late");
        String run = ann.run("""
                        name: later
                        entry_points:
                          first: {command: "until [ -e %s ]; do sleep 0.02; done"}
                          talk: {command: "echo now", deps: first}
                        """.formatted(gate));
        await().until(() -> ann.get("/run/" + run).at("/runtime/first/0/status").equals("running"));
        assertThat(ann.send("GET", OWN + "/runs/" + run + "/logs/tlak/stream", "")
                        .error())
                .isEqualTo("404 JobNotFound");
        List<Event> events;
        try (BufferedReader stream = open("/runs/" + run + "/logs/talk/stream", "")) {
            Files.createFile(gate);
            events = rest(stream);
        }
        assertThat(events).extracting(Event::kind).containsExactly("line", "end");
        assertThat(JSON.readTree(events.getFirst().data()).path("text").asText())
                .isEqualTo("now");
    }

    private static String body(String pipeline) {
        ObjectNode body = JSON.createObjectNode();
        body.put("pipeline", pipeline);
        return body.toString();
    }

    @Test
    void aPipelineIsValidatedWithAllItsProblemsAndTheirPlaces() {
        JsonNode good = ann.send("POST", OWN + "/validate", body(gated(folder))).json();
        assertThat(good.path("valid").asBoolean()).isTrue();
        assertThat(good.path("steps")).hasSize(1);
        JsonNode bad = ann.send("POST", OWN + "/validate", body("""
                        name: bad
                        entry_points:
                          a: {command: "echo", deps: b, typo: 1}
                        """)).json();
        assertThat(bad.path("valid").asBoolean()).isFalse();
        assertThat(bad.at("/problems/0/line").asInt()).isEqualTo(3);
        assertThat(bad.path("problems")).hasSize(2);
    }

    @Test
    void theGraphOfARunAndOfATextIsDrawn() {
        String run = ann.run("name: one\nentry_points:\n  only: {command: 'true'}\n");
        assertThat(ann.send("GET", OWN + "/runs/" + run + "/graph?format=mermaid", "")
                        .text())
                .contains("only");
        Api.Reply svg = ann.send("POST", OWN + "/graph", body(gated(folder)));
        assertThat(svg.text()).startsWith("<svg").contains("talk");
        assertThat(svg.response().headers().firstValue("content-type").orElse(""))
                .isEqualTo("image/svg+xml");
        await().until(() -> ann.get("/run/" + run).at("/status").equals("succeeded"));
    }

    @Test
    void whyAStepRanIsExplained() {
        String run = ann.run("""
                name: explained
                fs_options: {main_fs: {name: data}}
                cache: {enable: true}
                entry_points:
                  make: {command: "echo 1 > {{out}}", artifacts: {output: [out]}}
                """);
        await().until(() -> ann.get("/run/" + run).at("/status").equals("succeeded"));
        JsonNode why = ann.send("GET", OWN + "/runs/" + run + "/steps/make/explain", "")
                .json();
        assertThat(why.path("answer").asText()).isEqualTo("miss");
        assertThat(why.path("reason").asText()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /validate | nonsense | 400 MalformedJSON",
                "POST | /graph | {\"pipeline\": \"name: x\"} | 400 InvalidPipeline",
                "GET | /runs/run-999999/events | '' | 404 RunNotFound",
                "GET | /runs/run-999999/logs/a/stream | '' | 404 RunNotFound",
                "GET | /runs/run-999999/graph | '' | 404 RunNotFound",
                "GET | /runs/run-999999/steps/a/explain | '' | 404 RunNotFound",
                "DELETE | /validate | '' | 405 MethodNotAllowed",
                "GET | /nothing | '' | 404 PathNotFound",
            })
    void errorsAreProblems(String method, String path, String body, String error) {
        Api.Reply reply = ann.send(method, OWN + path, body);
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
        assertThat(reply.response().headers().firstValue("content-type").orElse(""))
                .isEqualTo("application/problem+json");
        assertThat(reply.json().path("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.at("/detail")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"/healthz", "/readyz"})
    void whoWatchesTheServerNeedsNoToken(String path) {
        Api.Reply reply = server.as("").send("GET", path, "");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.at("/status")).isEqualTo("ok");
    }
}
