package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.server.Api.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
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

/** Schedules through real HTTP, as PaddleFlow's client asks for them. */
class ScheduleApiTest {
    private static final String HELLO = """
            name: hello
            entry_points:
              greet:
                command: echo hello
            """;

    private static final Set<String> ELEMENT = Set.of(
            "scheduleID",
            "name",
            "desc",
            "pipelineID",
            "pipelineVersionID",
            "username",
            "fsConfig",
            "crontab",
            "options",
            "startTime",
            "endTime",
            "createTime",
            "updateTime",
            "nextRunTime",
            "scheduleMsg",
            "status");

    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        server.register("ppl-000001", "1", HELLO);
        server.register("ppl-000001", "2", HELLO);
        server.register("ppl-000002", "1", HELLO);
        server.begin();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private final Api anna;
    private final Api root;

    ScheduleApiTest() {
        anna = server.as("anna");
        root = server.as("root");
    }

    /** {@code more} are fields, separated by commas, that are added or take the places of others. */
    private static String body(String name, String more) {
        List<String> fields = new ArrayList<>(List.of(
                "\"name\": \"" + name + "\"",
                "\"pipelineID\": \"ppl-000001\"",
                "\"pipelineVersionID\": \"1\"",
                "\"crontab\": \"0 3 * * *\""));
        for (String field :
                more.isEmpty() ? List.<String>of() : List.of(more.strip().split(",\\s+(?=\")", -1))) {
            String key = field.substring(0, field.indexOf(':') + 1);
            fields.removeIf(old -> old.startsWith(key));
            fields.add(field);
        }
        return "{" + String.join(", ", fields) + "}";
    }

    private static String create(Api user, String name, String more) {
        Reply reply = user.post("/schedule", body(name, more));
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
        assertThat(names(reply.json())).containsExactly("scheduleID");
        return reply.at("/scheduleID");
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String inDays(int days) {
        return LocalDateTime.now(ZoneId.systemDefault()).plusDays(days).format(WIRE);
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        String id = create(anna, "plain", "");
        assertThat(id).matches("schedule-\\d{6}");
        JsonNode shown = anna.get("/schedule/" + id).json();
        Set<String> expected = new TreeSet<>(ELEMENT);
        expected.add("runs");
        assertThat(names(shown)).isEqualTo(expected);
        assertThat(shown.at("/options").toString())
                .isEqualTo(
                        "{\"catchup\":true,\"expireInterval\":0,\"concurrency\":0,\"concurrencyPolicy\":\"suspend\"}");
        assertThat(shown.at("/fsConfig").toString()).isEqualTo("{\"username\":\"anna\"}");
        assertThat(shown.at("/pipelineID").asText()).isEqualTo("ppl-000001");
        assertThat(shown.at("/pipelineVersionID").asText()).isEqualTo("1");
        assertThat(shown.at("/status").asText()).isEqualTo("running");
        assertThat(shown.at("/desc").asText()).isEmpty();
        assertThat(shown.at("/startTime").asText()).isEmpty();
        assertThat(shown.at("/endTime").asText()).isEmpty();
        assertThat(shown.at("/scheduleMsg").asText()).isEmpty();
        assertThat(shown.at("/nextRunTime").asText()).matches("\\d{4}-\\d\\d-\\d\\d 03:00:00");
        assertThat(shown.at("/runs").toString()).isEqualTo("{\"maxKeys\":50,\"isTruncated\":false,\"runList\":[]}");
    }

    @Test
    void everythingThatIsSaidIsKept() {
        String start = inDays(2);
        String end = inDays(9);
        String id = create(root, "full", """
                "desc": "naïve 管道", "startTime": "%s", "endTime": "%s", "concurrency": "3", "expireInterval": "60",
                "catchup": false, "concurrencyPolicy": "replace", "username": "anna", "unknown": [1]
                """.formatted(start, end));
        JsonNode shown = root.get("/schedule/" + id).json();
        assertThat(shown.at("/desc").asText()).isEqualTo("naïve 管道");
        assertThat(shown.at("/startTime").asText()).isEqualTo(start);
        assertThat(shown.at("/endTime").asText()).isEqualTo(end);
        assertThat(shown.at("/username").asText())
                .as("it belongs to the caller")
                .isEqualTo("root");
        assertThat(shown.at("/fsConfig/username").asText()).isEqualTo("anna");
        assertThat(shown.at("/options").toString())
                .isEqualTo(
                        "{\"catchup\":false,\"expireInterval\":60,\"concurrency\":3,\"concurrencyPolicy\":\"replace\"}");
        assertThat(shown.at("/nextRunTime").asText()).isGreaterThan(start);
    }

    @ParameterizedTest(name = "catchup {0} is {1}")
    @CsvSource({"null, true", "true, true", "false, false", "'\"true\"', true", "'\"False\"', false"})
    void catchupMayBeText(String value, boolean expected) {
        String name = "catchup_" + value.replaceAll("\\W", "x");
        String id = create(anna, name, "\"catchup\": " + value);
        assertThat(anna.get("/schedule/" + id).json().at("/options/catchup").asBoolean())
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            no dash in names       | "name": "a-b"                             | 400 InvalidNamePattern
            one letter             | "name": "a"                               | 400 InvalidNamePattern
            no name                | "name": null                              | 400 InvalidNamePattern
            51 letters             | "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" | 400 InvalidNamePattern
            four fields            | "crontab": "0 3 * *"                      | 400 InvalidArguments
            no crontab             | "crontab": ""                             | 400 InvalidArguments
            never                  | "crontab": "0 0 31 2 *"                   | 400 InvalidArguments
            other policy           | "concurrencyPolicy": "queue"              | 400 InvalidArguments
            negative               | "concurrency": -1                         | 400 InvalidArguments
            negative text          | "expireInterval": "-1"                    | 400 InvalidArguments
            too large              | "concurrency": 99999999999                | 400 InvalidArguments
            past                   | "startTime": "2020-01-01 00:00:00"        | 400 InvalidArguments
            past end               | "endTime": "2020-01-01 00:00:00"          | 400 InvalidArguments
            not a time             | "endTime": "tomorrow"                     | 400 InvalidArguments
            end before start       | "startTime": "2126-01-02 00:00:00", "endTime": "2126-01-01 00:00:00" | 400 InvalidArguments
            nothing in between     | "startTime": "2126-01-01 04:00:00", "endTime": "2126-01-01 05:00:00" | 400 InvalidArguments
            no pipeline            | "pipelineID": ""                          | 400 InvalidArguments
            unknown pipeline       | "pipelineID": "ppl-000077"                | 404 PipelineNotFound
            not a pipeline         | "pipelineID": "../etc"                    | 404 PipelineNotFound
            unknown version        | "pipelineVersionID": "9"                  | 404 PipelineNotFound
            not a version          | "pipelineVersionID": "first"              | 404 PipelineNotFound
            concurrency not number | "concurrency": "many"                     | 400 InvalidHTTPRequest
            crontab not text       | "crontab": 5                              | 400 InvalidHTTPRequest
            catchup not flag       | "catchup": "perhaps"                      | 400 InvalidHTTPRequest
            foreign user           | "username": "boris"                       | 400 AuthIllegalUser
            """)
    void refuses(String what, String field, String error) {
        Reply reply = anna.post("/schedule", body("fine", field));
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
        assertThat(reply.at("/message")).isNotBlank();
        assertThat(reply.at("/requestID")).isNotBlank();
    }

    @Test
    void refusesLongDescriptionsAndBrokenBodies() {
        assertThat(anna.post("/schedule", body("long", "\"desc\": \"" + "é".repeat(129) + "\""))
                        .error())
                .isEqualTo("400 InvalidArguments");
        assertThat(anna.post("/schedule", "{\"name\":").error()).isEqualTo("400 InvalidHTTPRequest");
        assertThat(anna.post("/schedule", "[]").error()).isEqualTo("400 InvalidHTTPRequest");
        assertThat(anna.post("/schedule", "").error()).isEqualTo("400 InvalidHTTPRequest");
        assertThat(server.as("").post("/schedule", body("nobody", "")).error()).isEqualTo("400 AuthWithoutToken");
        assertThat(server.as("stranger").post("/schedule", body("foreign", "")).error())
                .isEqualTo("403 AccessDenied");
    }

    @Test
    void aNameIsTakenUntilItsScheduleIsDeleted() {
        String id = create(anna, "taken", "");
        assertThat(anna.post("/schedule", body("taken", "")).error()).isEqualTo("400 DuplicatedName");
        create(root, "taken", "");
        assertThat(anna.put("/schedule/" + id, "").text()).isEmpty();
        assertThat(anna.post("/schedule", body("taken", "")).error()).isEqualTo("400 DuplicatedName");
        assertThat(anna.delete("/schedule/" + id, "").text()).isEmpty();
        create(anna, "taken", "");
    }

    @Test
    void stopAndDeleteAnswerWithNothing() {
        String id = create(anna, "ended", "");
        assertThat(anna.delete("/schedule/" + id, "").error()).isEqualTo("403 ActionNotAllowed");
        Reply stopped = anna.put("/schedule/" + id, "");
        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.text()).isEmpty();
        JsonNode shown = anna.get("/schedule/" + id).json();
        assertThat(shown.at("/status").asText()).isEqualTo("terminated");
        assertThat(shown.at("/nextRunTime").asText()).isEmpty();
        assertThat(anna.put("/schedule/" + id, "").error()).isEqualTo("403 ActionNotAllowed");
        Reply deleted = anna.delete("/schedule/" + id, "");
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text()).isEmpty();
        assertThat(anna.get("/schedule/" + id).error()).isEqualTo("404 ScheduleNotFound");
        assertThat(anna.delete("/schedule/" + id, "").error()).isEqualTo("404 ScheduleNotFound");
    }

    @Test
    void othersSeeNothingOfASchedule() {
        String id = create(anna, "private", "");
        Api boris = server.as("boris");
        assertThat(boris.get("/schedule/" + id).error()).isEqualTo("403 AccessDenied");
        assertThat(boris.put("/schedule/" + id, "").error()).isEqualTo("403 AccessDenied");
        assertThat(boris.delete("/schedule/" + id, "").error()).isEqualTo("404 ScheduleNotFound");
        assertThat(boris.get("/schedule").json().at("/scheduleList")).isEmpty();
        assertThat(boris.get("/schedule?userFilter=anna").error()).isEqualTo("403 AccessDenied");
        assertThat(boris.get("/schedule?userFilter=boris").error()).isEqualTo("403 AccessDenied");
        assertThat(boris.get("/schedule?userFilter=anna&statusFilter=nonsense").error())
                .isEqualTo("403 AccessDenied");
        assertThat(root.get("/schedule/" + id).status()).isEqualTo(200);
        assertThat(boris.get("/schedule/schedule-999999").error()).isEqualTo("404 ScheduleNotFound");
        assertThat(boris.get("/schedule/17").error()).isEqualTo("404 ScheduleNotFound");
        assertThat(boris.put("/schedule/x", "").error()).isEqualTo("404 ScheduleNotFound");
    }

    private static List<String> listed(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        reply.json().at("/scheduleList").forEach(element -> {
            assertThat(names(element)).isEqualTo(new TreeSet<>(ELEMENT));
            names.add(element.at("/name").asText());
        });
        return names;
    }

    @Test
    void aListHasItsFiltersAndPages() {
        Api carla = server.as("carla");
        String first = create(carla, "first", "");
        create(carla, "second", "\"pipelineVersionID\": \"2\"");
        create(carla, "third", "\"pipelineID\": \"ppl-000002\"");
        carla.put("/schedule/" + first, "");

        assertThat(listed(carla.get("/schedule"))).containsExactly("first", "second", "third");
        assertThat(listed(root.get("/schedule?userFilter=carla"))).containsExactly("first", "second", "third");
        assertThat(listed(carla.get("/schedule?pplFilter=ppl-000002,ppl-000009")))
                .containsExactly("third");
        assertThat(listed(carla.get("/schedule?pplVersionFilter=2"))).containsExactly("second");
        assertThat(listed(carla.get("/schedule?scheduleFilter=" + first + ",%20nonsense")))
                .containsExactly("first");
        assertThat(listed(carla.get("/schedule?nameFilter=second,third"))).containsExactly("second", "third");
        assertThat(listed(carla.get("/schedule?statusFilter=terminated"))).containsExactly("first");
        assertThat(listed(carla.get("/schedule?statusFilter=nonsense"))).isEmpty();
        assertThat(listed(carla.get("/schedule?scheduleFilter=nonsense"))).isEmpty();

        Reply page = carla.get("/schedule?maxKeys=2");
        assertThat(listed(page)).containsExactly("first", "second");
        assertThat(page.json().at("/isTruncated").asBoolean()).isTrue();
        Reply rest = carla.get("/schedule?maxKeys=2&marker=" + page.at("/nextMarker"));
        assertThat(listed(rest)).containsExactly("third");
        assertThat(rest.json().has("nextMarker")).isFalse();
        assertThat(listed(server.as("dora").get("/schedule"))).isEmpty();

        assertThat(carla.get("/schedule?maxKeys=0").error()).isEqualTo("400 InvalidURI");
        assertThat(carla.get("/schedule?maxKeys=1001").error()).isEqualTo("400 InvalidURI");
        assertThat(carla.get("/schedule?marker=zzz").error()).isEqualTo("400 InvalidMarker");
        assertThat(carla.get("/schedule/" + first + "?marker=zzz").error()).isEqualTo("400 InvalidMarker");
    }

    @Test
    void aScheduleShowsTheRunsItMadePageByPage() {
        String id = create(anna, "ticking", "\"desc\": \"each second\", \"crontab\": \"@every 1s\"");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.get("/schedule/" + id + "?statusFilter=succeeded")
                                .json()
                                .at("/runs/runList")
                                .size()
                        >= 3);
        anna.put("/schedule/" + id, "");

        Reply page = anna.get("/schedule/" + id + "?maxKeys=2");
        JsonNode runs = page.json().at("/runs/runList");
        assertThat(runs).hasSize(2);
        JsonNode run = runs.get(0);
        assertThat(run.at("/scheduleID").asText()).isEqualTo(id);
        assertThat(run.at("/name").asText()).isEqualTo("ticking");
        assertThat(run.at("/description").asText()).isEqualTo("each second");
        assertThat(run.at("/username").asText()).isEqualTo("anna");
        assertThat(run.at("/source").asText()).isEqualTo("ppl-000001-1");
        assertThat(run.at("/scheduledTime").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
        assertThat(page.json().at("/runs/isTruncated").asBoolean()).isTrue();
        assertThat(page.at("/nextMarker"))
                .isEqualTo(page.at("/runs/nextMarker"))
                .isNotEmpty();

        JsonNode next = anna.get("/schedule/" + id + "?marker=" + page.at("/nextMarker"))
                .json();
        assertThat(next.at("/runs/runList/0/runID").asText())
                .isGreaterThan(runs.get(1).at("/runID").asText());
        String last = runs.get(1).at("/runID").asText();
        JsonNode one = anna.get("/schedule/" + id + "?runFilter=" + last).json();
        assertThat(one.at("/runs/runList")).hasSize(1);
        assertThat(anna.get("/run/" + last).at("/scheduleID")).isEqualTo(id);
        assertThat(anna.get("/schedule/" + id + "?runFilter=run-999999").json().at("/runs/runList"))
                .isEmpty();
    }

    @Test
    void aPipelineThatIsGoneLeavesFailedRunsThatCanBeShown() {
        server.register("ppl-000003", "1", HELLO);
        String id = create(anna, "orphan", "\"pipelineID\": \"ppl-000003\", \"crontab\": \"@every 1s\"");
        server.unregister("ppl-000003", "1");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> !anna.get("/schedule/" + id + "?statusFilter=failed")
                        .json()
                        .at("/runs/runList")
                        .isEmpty());
        anna.put("/schedule/" + id, "");
        JsonNode run =
                anna.get("/schedule/" + id + "?statusFilter=failed").json().at("/runs/runList/0");
        assertThat(run.at("/runMsg").asText()).isEqualTo("cannot be run: there is no pipeline ppl-000003");
        Reply shown = anna.get("/run/" + run.at("/runID").asText());
        assertThat(shown.status()).as(shown.text()).isEqualTo(200);
        assertThat(shown.at("/status")).isEqualTo("failed");
        assertThat(shown.json().at("/runtime").toString()).isEqualTo("{}");
        assertThat(anna.put("/run/" + run.at("/runID").asText() + "?action=retry", "")
                        .error())
                .isEqualTo("400 InvalidPipeline");
    }
}
