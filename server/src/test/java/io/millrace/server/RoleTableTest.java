package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.server.Api.Reply;
import io.millrace.server.http.Route;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every route, asked by nobody, by a stranger, by the owner and by root. A route that is added is tested without being
 * named here, when what its path names is in {@link #THINGS}; when it is not, the test says so.
 */
class RoleTableTest {
    private static final String YAML = """
        name: secretname
        fs_options: {main_fs: {name: data}}
        cache: {enable: true, max_expired_time: 3600}
        entry_points:
          make:
            command: echo private-word > {{out}}; echo private-word
            artifacts: {output: [out]}
        """;

    /** What belongs to the owner, by the names of path parameters. */
    private static final Map<String, String> THINGS = Map.ofEntries(
            Map.entry("runID", "run-000001"),
            Map.entry("cacheID", "cch-000001"),
            Map.entry("pipelineID", "ppl-000001"),
            Map.entry("pipelineVersionID", "1"),
            Map.entry("scheduleID", "schedule-000001"),
            Map.entry("fsName", "private"),
            Map.entry("artifact", "1"),
            Map.entry("username", "owner1"),
            Map.entry("step", "make"),
            Map.entry("queueName", "default-queue"),
            Map.entry("flavourName", "flavour1"),
            Map.entry("clusterName", "default-cluster"),
            Map.entry("jobID", "job-run-000001-make-0"));

    private static final List<String> FOR_ROOT = List.of("/user", "/audit", "/cluster", "/cluster/resource", "/grant");

    private static final List<String> NOT_YOURS = List.of("AccessDenied", "OnlyRootAllowed", "AuthIllegalUser");

    private static RealServer server;

    @BeforeAll
    static void makeThings(@TempDir Path folder) throws Exception {
        server = new RealServer(folder);
        Api owner = server.as("owner1");
        Api root = server.as("root");
        created(root.post("/user", "{\"username\": \"owner1\", \"password\": \"secret1\"}"));
        created(owner.post(
                "/fs",
                "{\"name\": \"private\", \"url\": \"local:/%s\"}"
                        .formatted(folder.resolve("home")
                                .resolve("storages")
                                .resolve("owner1")
                                .resolve("private"))));
        String run = owner.run(YAML);
        assertThat(run).isEqualTo(THINGS.get("runID"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> owner.get("/run/" + run).at("/status").equals("succeeded"));
        created(owner.post("/pipeline", "{\"yamlRaw\": \"" + Api.base64(YAML) + "\", \"desc\": \"private-word\"}"));
        created(owner.post("/schedule", """
            {"name": "nightly", "desc": "private-word", "pipelineID": "ppl-000001", "pipelineVersionID": "1",
             "crontab": "0 3 * * *"}\
            """));
    }

    private static void created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isBetween(200, 201);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> nobodyComesInWithoutAToken() {
        return each(route -> route.access() == Route.Access.USERS, route -> {
            assertThat(send("", route).error()).isEqualTo("400 AuthWithoutToken");
            assertThat(send("not.a.token", route).error()).isEqualTo("400 AuthInvalidToken");
        });
    }

    @TestFactory
    Stream<DynamicTest> strangersSeeNothingOfTheOwner() {
        return each(route -> route.access() == Route.Access.USERS, route -> {
            Reply reply = send("stranger", route);
            if (route.path().contains("{") && !isEverybodys(route)) {
                assertThat(reply.status()).as(reply.text()).isBetween(400, 404);
            }
            assertThat(reply.text()).doesNotContain("private-word", "secretname", "owner1/", "\"owner1\"", "nightly");
        });
    }

    @TestFactory
    Stream<DynamicTest> ownersSeeWhatIsTheirs() {
        return each(RoleTableTest::reads, route -> {
            Reply reply = send("owner1", route);
            if (FOR_ROOT.stream().noneMatch(route.path()::endsWith)) {
                assertThat(NOT_YOURS).as(reply.text()).doesNotContain(code(reply));
            } else {
                assertThat(NOT_YOURS).as(reply.text()).contains(code(reply));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> rootSeesEverything() {
        return each(RoleTableTest::reads, route -> assertThat(NOT_YOURS).doesNotContain(code(send("root", route))));
    }

    /** Flavours and clusters belong to nobody: whoever makes a pipeline chooses among them. */
    private static boolean isEverybodys(Route route) {
        return route.method().equals("GET")
                && (route.path().contains("/flavour/") || route.path().contains("/cluster/"));
    }

    /** Routes that answer at once and change nothing. */
    private static boolean reads(Route route) {
        return route.method().equals("GET")
                && route.access() == Route.Access.USERS
                && !route.path().endsWith("/events")
                && !route.path().endsWith("/stream");
    }

    private Stream<DynamicTest> each(
            java.util.function.Predicate<Route> which, java.util.function.Consumer<Route> check) {
        return server.routes().stream()
                .filter(which)
                .filter(route -> !route.method().equals("HEAD")) // as its GET, without a body to look at
                .map(route -> DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> check.accept(route)));
    }

    /** The code of a refusal; empty: it was none. */
    private static String code(Reply reply) {
        return reply.status() < 400 ? "" : reply.at("/code");
    }

    private static Reply send(String token, Route route) {
        String body = route.method().equals("GET") ? "" : "{\"pipeline\": \"name: x\"}";
        return server.as(token).send(route.method(), path(route), body);
    }

    private static String path(Route route) {
        String path = route.path();
        for (Map.Entry<String, String> thing : THINGS.entrySet()) {
            path = path.replace("{" + thing.getKey() + "}", thing.getValue());
        }
        assertThat(path)
                .as("name a thing for each parameter of this path in THINGS")
                .doesNotContain("{");
        return path;
    }
}
