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

/** Queues, flavours, clusters and grants through real HTTP, and what they mean for steps. */
class CapacityApiTest {
    private static final String WAITS = """
            name: waits
            entry_points:
              one: {command: sleep 1000, env: {PF_JOB_QUEUE_NAME: narrow}}
              two: {command: sleep 1000, env: {PF_JOB_QUEUE_NAME: narrow}}
            """;

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    private final Api root;
    private final Api anna;

    CapacityApiTest() {
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

    private static String queue(String name, String more) {
        return "{\"name\": \"%s\", \"namespace\": \"default\", \"clusterName\": null, \"maxResources\": {\"cpu\": \"4\", \"mem\": \"8Gi\"}%s}"
                .formatted(name, more.isEmpty() ? "" : ", " + more);
    }

    private void make(String name, String more) {
        Reply made = root.post("/queue", queue(name, more));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.text()).isEqualTo("{\"name\":\"%s\"}".formatted(name));
    }

    private void grant(String user, String queue) {
        Reply made = root.post(
                "/grant",
                "{\"username\": \"%s\", \"resourceType\": \"queue\", \"resourceID\": \"%s\"}".formatted(user, queue));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.at("/grantID")).matches("grant-[0-9a-f]{8}");
    }

    private static List<String> names(Reply reply, String list, String field) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        reply.json().path(list).forEach(it -> names.add(it.path(field).asText()));
        return names;
    }

    private void stopped(String run) {
        anna.put("/run/" + run + "?action=stop", "{\"stopForce\": true}");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.get("/run/" + run).at("/status").equals("terminated"));
    }

    @Test
    void whatIsThereFromTheBeginning() {
        JsonNode queue = root.get("/queue/default-queue").json();
        assertThat(queue.at("/namespace").asText()).isEqualTo("default");
        assertThat(queue.at("/clusterName").asText()).isEqualTo("default-cluster");
        assertThat(queue.at("/quotaType").asText()).isEqualTo("volcanoCapabilityQuota");
        assertThat(queue.at("/maxResources").toString()).isEqualTo("{\"cpu\":\"20\",\"memory\":\"20Gi\"}");
        assertThat(queue.at("/status").asText()).isEqualTo("open");
        assertThat(queue.has("usedResources") && queue.has("idleResources")).isTrue();
        assertThat(names(anna.get("/flavour"), "flavourList", "name")).contains("flavour1", "flavour2", "flavour3");
        JsonNode flavour = anna.get("/flavour/flavour2").json();
        assertThat(flavour.at("/cpu").asText() + " " + flavour.at("/mem").asText())
                .isEqualTo("4 8Gi");
        assertThat(flavour.at("/scalarResources").toString()).isEqualTo("{\"nvidia.com/gpu\":\"1\"}");
        assertThat(root.get("/cluster/default-cluster").at("/clusterType")).isEqualTo("Local");
        assertThat(root.delete("/queue/default-queue", "").error()).isEqualTo("400 QueueIsInUse");
        assertThat(root.delete("/cluster/default-cluster", "").error()).isEqualTo("400 QueueIsInUse");
    }

    @Test
    void aQueueIsMadeChangedListedAndForgotten() {
        make("small", "\"maxRunningSteps\": 2, \"location\": {\"room\": \"1\"}, \"schedulingPolicy\": [\"fair\"]");
        JsonNode changed = root.put(
                        "/queue/small",
                        "{\"maxResources\": {\"cpu\": \"2\", \"mem\": \"1Gi\"}, \"minResources\": {\"cpu\": \"500m\", \"mem\": \"1Mi\"}, \"location\": {\"room\": \"\", \"rack\": \"7\"}, \"schedulingPolicy\": [\"fair-\", \"gang\"]}")
                .json();
        assertThat(changed.at("/maxResources/cpu").asText()).isEqualTo("2");
        assertThat(changed.at("/minResources/memory").asText()).isEqualTo("1Mi");
        assertThat(changed.at("/location").toString()).isEqualTo("{\"rack\":\"7\"}");
        assertThat(changed.at("/schedulingPolicy").toString()).isEqualTo("[\"gang\"]");
        assertThat(changed.at("/maxRunningSteps").asInt()).isEqualTo(2);
        assertThat(names(root.get("/queue?name=small"), "queueList", "name")).containsExactly("small");
        assertThat(names(root.get("/queue?maxKeys=1"), "queueList", "name")).containsExactly("default-queue");
        Reply deleted = root.delete("/queue/small", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(root.get("/queue/small").error()).isEqualTo("400 QueueNameNotFound");
        assertThat(root.delete("/queue/small", "").error()).isEqualTo("400 QueueNameNotFound");
        assertThat(root.put("/queue/small", "{}").error()).isEqualTo("404 RecordNotFound");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":                                                    | 400 MalformedJSON
            {"name": 5}                                                 | 400 MalformedJSON
            {"name": "a"}                                               | 400 NamespaceNotFound
            {"namespace": "default"}                                    | 400 QueueNameNotFound
            {"name": "A_b", "namespace": "default"}                     | 400 InvalidNamePattern
            {"name": "default", "namespace": "default"}                 | 403 QueueNameDuplicated
            {"name": "a", "namespace": "N"}                             | 400 InvalidNamePattern
            {"name": "a", "namespace": "n", "clusterName": "none"}      | 400 ClusterNameNotFound
            {"name": "a", "namespace": "n", "quotaType": "gold"}        | 400 QueueQuotaTypeIsNotSupported
            {"name": "a", "namespace": "n"}                             | 400 InvalidComputeResource
            {"name": "a", "namespace": "n", "maxResources": {"cpu": "much", "mem": "1"}} | 400 InvalidComputeResource
            {"name": "a", "namespace": "n", "maxResources": {"cpu": "1", "mem": "1Gi"}, "minResources": {"cpu": "2", "mem": "1"}} | 400 InvalidComputeResource
            {"name": "a", "namespace": "n", "maxResources": {"cpu": "1", "mem": "1Gi"}, "maxRunningSteps": -1} | 400 InvalidComputeResource
            {"name": "a", "namespace": "n", "maxResources": {"cpu": "1", "mem": "1Gi"}, "schedulingPolicy": [1]} | 400 MalformedJSON
            {"name": "default-queue", "namespace": "n", "maxResources": {"cpu": "1", "mem": "1Gi"}} | 403 QueueNameDuplicated
            """)
    void queuesThatCannotBe(String body, String error) {
        Reply reply = root.post("/queue", body);
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
    }

    @Test
    void onlyRootMakesAndGrants() {
        assertThat(anna.post("/queue", queue("hers", "")).error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.put("/queue/default-queue", "{}").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.delete("/queue/default-queue", "").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.post("/flavour", "{\"name\": \"x\"}").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.put("/flavour/flavour1", "{}").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.delete("/flavour/flavour1", "").error()).isEqualTo("403 ActionNotAllowed");
        assertThat(anna.post("/cluster", "{\"clusterName\": \"x\"}").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.get("/cluster").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.put("/cluster/default-cluster", "{}").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.delete("/cluster/default-cluster", "").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.get("/cluster/resource").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.post("/cluster/resource", "{}").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.get("/grant").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.post("/grant", "{\"userName\": \"anna\"}").error()).isEqualTo("403 OnlyRootAllowed");
        assertThat(anna.delete("/grant?username=anna", "").error()).isEqualTo("403 OnlyRootAllowed");
    }

    @Test
    void grantsDecideWhatOthersSeeAndUse() {
        make("private", "");
        Api carla = server.as("carla");
        String pipeline = "name: p\nentry_points:\n  s: {command: echo, env: {PF_JOB_QUEUE_NAME: private}}\n";
        String body = "{\"runYamlRaw\": \"" + Api.base64(pipeline) + "\"}";
        assertThat(names(carla.get("/queue"), "queueList", "name")).isEmpty();
        assertThat(carla.get("/queue/private").error()).isEqualTo("403 ActionNotAllowed");
        Reply refused = carla.post("/run", body);
        assertThat(refused.error()).isEqualTo("400 InvalidPipeline");
        assertThat(refused.at("/message")).contains("step 's'", "queue 'private'", "carla");
        grant("carla", "private");
        assertThat(names(carla.get("/queue"), "queueList", "name")).containsExactly("private");
        assertThat(carla.get("/queue/private").status()).isEqualTo(200);
        assertThat(carla.post("/run", body).status()).isEqualTo(201);
        Reply list = root.get("/grant?username=carla");
        assertThat(names(list, "grantList", "resourceID")).containsExactly("private");
        assertThat(list.at("/grantList/0/userName")).isEqualTo("carla");
        assertThat(list.at("/grantList/0/resourceType")).isEqualTo("queue");
        String query = "/grant?username=carla&resourceType=queue&resourceID=private";
        Reply deleted = root.delete(query, "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(root.delete(query, "").error()).isEqualTo("400 GrantNotFound");
        assertThat(carla.post("/run", body).error()).isEqualTo("400 InvalidPipeline");
        grant("carla", "private");
    }

    @ParameterizedTest(name = "{3}")
    @CsvSource({
        "root, queue, default-queue, 400 GrantRootActionNotSupport",
        "anna, fs, fs-anna-data, 400 GrantResourceTypeNotFound",
        "anna, house, x, 400 GrantResourceTypeNotFound",
        "anna, queue, none, 400 QueueNameNotFound",
        "nobody, queue, default-queue, 400 UserNotExist"
    })
    void grantsThatCannotBe(String user, String type, String id, String error) {
        Reply reply = root.post(
                "/grant",
                "{\"userName\": \"%s\", \"resourceType\": \"%s\", \"resourceID\": \"%s\"}".formatted(user, type, id));
        assertThat(reply.error()).isEqualTo(error);
    }

    @Test
    void nobodyIsGrantedTwice() {
        make("once", "");
        grant("anna", "once");
        assertThat(root.post(
                                "/grant",
                                "{\"userName\": \"anna\", \"resourceType\": \"queue\", \"resourceID\": \"once\"}")
                        .error())
                .isEqualTo("400 GrantAlreadyExist");
    }

    @Test
    void aQueueHoldsStepsBackUntilThereIsRoom() {
        make("narrow", "\"maxRunningSteps\": 1");
        grant("anna", "narrow");
        String run = anna.run(WAITS);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> root.get("/queue/narrow")
                                        .json()
                                        .at("/runningSteps")
                                        .asInt()
                                == 1
                        && root.get("/queue/narrow").json().at("/waitingSteps").asInt() == 1);
        assertThat(root.delete("/queue/narrow", "").error()).isEqualTo("400 QueueIsInUse");
        root.put("/queue/narrow", "{\"maxRunningSteps\": 2}");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        root.get("/queue/narrow").json().at("/runningSteps").asInt() == 2);
        stopped(run);
        assertThat(root.delete("/queue/narrow", "").status()).isEqualTo(200);
    }

    @Test
    void aFlavourTakesFromTheQueueAndIsWhatTheStepGets() {
        make("shared", "");
        grant("anna", "shared");
        root.post("/flavour", "{\"name\": \"big\", \"cpu\": \"3\", \"mem\": \"1Gi\"}");
        String step =
                "{command: sleep 1000, env: {PF_JOB_QUEUE_NAME: shared, PF_JOB_FLAVOUR: \"{{size}}\"}, parameters: {size: big}}";
        String run = anna.run("name: flavoured\nentry_points:\n  one: %1$s\n  two: %1$s\n".formatted(step));
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        root.get("/queue/shared").json().at("/waitingSteps").asInt() == 1);
        JsonNode queue = root.get("/queue/shared").json();
        assertThat(queue.at("/usedResources/cpu").asText()).isEqualTo("3");
        assertThat(queue.at("/usedResources/memory").asText()).isEqualTo(Long.toString(1L << 30));
        assertThat(queue.at("/idleResources/cpu").asText()).isEqualTo("1");
        root.put("/flavour/big", "{\"cpu\": \"4\"}");
        stopped(run);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            PF_JOB_QUEUE_NAME: none                                           | queue 'none', which does not exist
            PF_JOB_FLAVOUR: none                                              | flavour 'none', which does not exist
            PF_JOB_FLAVOUR: flavour2, PF_JOB_QUEUE_NAME: tiny                 | more than queue 'tiny' ever has
            PF_JOB_QUEUE_NAME: "{{PF_RUN_ID}}"                                | only known when it runs
            PF_JOB_QUEUE_NAME: far                                            | this server cannot run steps
            """)
    void stepsThatCouldNeverRunAreRefused(String env, String why) {
        root.post("/queue", queue("tiny", "").replace("\"4\"", "\"1\""));
        root.post("/cluster", "{\"clusterName\": \"far-away\", \"endpoint\": \"10.0.0.1\", \"clusterType\": \"K3S\"}");
        root.post("/queue", queue("far", "").replace("null", "\"far-away\""));
        String yaml = "name: refused\nentry_points:\n  step: {command: echo, env: {%s}}\n".formatted(env);
        Reply reply = root.post("/run", "{\"runYamlRaw\": \"" + Api.base64(yaml) + "\"}");
        assertThat(reply.error()).as(reply.text()).isEqualTo("400 InvalidPipeline");
        assertThat(reply.at("/message")).contains("step 'step'", why);
    }

    @Test
    void aFlavourIsMadeChangedAndForgotten() {
        Reply made = root.post(
                "/flavour",
                "{\"name\": \"mine\", \"cpu\": \"1\", \"mem\": \"1Gi\", \"scalarResources\": {\"a/b\": \"1\"}}");
        assertThat(made.text()).isEqualTo("{\"name\":\"mine\"}");
        assertThat(root.post("/flavour", "{\"name\": \"mine\", \"cpu\": \"1\", \"mem\": \"1Gi\"}")
                        .error())
                .isEqualTo("400 DuplicatedName");
        assertThat(root.put("/flavour/mine", "{\"cpu\": \"2\"}").at("/cpu")).isEqualTo("2");
        assertThat(names(anna.get("/flavour?name=mine"), "flavourList", "name")).containsExactly("mine");
        assertThat(names(anna.get("/flavour?name=none"), "flavourList", "name")).isEmpty();
        assertThat(root.put("/flavour/mine", "{\"clusterName\": \"default-cluster\"}")
                        .error())
                .isEqualTo("400 FlavourInvalidField");
        Reply deleted = root.delete("/flavour/mine", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(root.get("/flavour/mine").error()).isEqualTo("404 FlavourNotFound");
        assertThat(root.put("/flavour/mine", "{}").error()).isEqualTo("404 FlavourNotFound");
        assertThat(root.delete("/flavour/mine", "").error()).isEqualTo("404 FlavourNotFound");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name":                                               | 400 MalformedJSON
            {"cpu": "1", "mem": "1"}                               | 404 FlavourNotFound
            {"name": "x", "cpu": "0", "mem": "1"}                  | 400 FlavourInvalidField
            {"name": "x", "cpu": "1"}                              | 400 FlavourInvalidField
            {"name": "x", "cpu": "-1", "mem": "1"}                 | 400 FlavourInvalidField
            {"name": "x/y", "cpu": "1", "mem": "1"}                | 400 FlavourInvalidField
            {"name": "x", "cpu": "1", "mem": "1", "clusterName": "none"} | 400 ClusterNameNotFound
            """)
    void flavoursThatCannotBe(String body, String error) {
        assertThat(root.post("/flavour", body).error()).isEqualTo(error);
    }

    @Test
    void aClusterIsMadeChangedAndForgotten() {
        Reply made = root.post(
                "/cluster",
                "{\"clusterName\": \"lab\", \"endpoint\": \"10.0.0.2\", \"clusterType\": \"Kubernetes\", \"version\": \"1.30\", \"credential\": \"c2VjcmV0\", \"namespaceList\": [\"ours\"]}");
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        assertThat(made.at("/id")).matches("cluster-[0-9a-f]{8}");
        assertThat(made.at("/source")).isEqualTo("OnPremise");
        assertThat(root.get("/cluster/lab").at("/credential")).isEqualTo("c2VjcmV0");
        assertThat(anna.get("/cluster/lab").at("/credential")).isEmpty();
        assertThat(root.post("/queue", queue("labq", "").replace("null", "\"lab\""))
                        .error())
                .isEqualTo("400 NamespaceNotFound");
        assertThat(root.put("/cluster/lab", "{\"status\": \"offline\"}").at("/status"))
                .isEqualTo("offline");
        assertThat(root.post("/queue", queue("labq", "").replace("null", "\"lab\""))
                        .error())
                .isEqualTo("400 InvalidClusterStatus");
        assertThat(names(root.get("/cluster?clusterStatus=offline"), "clusterList", "clusterName"))
                .containsExactly("lab");
        JsonNode resources =
                root.get("/cluster/resource?clusterNames=lab,default-cluster").json();
        assertThat(resources.at("/lab/errMsg").asText()).contains("cannot reach");
        assertThat(resources.at("/default-cluster/nodeList/0/total/cpu").asInt())
                .isPositive();
        assertThat(root.post("/cluster/resource", "{\"clusterNames\": [\"default-cluster\"]}")
                        .json()
                        .at("/default-cluster/capacity/cpu")
                        .asInt())
                .isPositive();
        Reply deleted = root.delete("/cluster/lab", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(root.delete("/cluster/lab", "").error()).isEqualTo("400 ClusterNotFound");
        assertThat(root.get("/cluster/lab").error()).isEqualTo("400 ClusterNameNotFound");
        assertThat(root.put("/cluster/lab", "{}").error()).isEqualTo("400 ClusterNameNotFound");
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"clusterName":                                                              | 400 MalformedJSON
            {"clusterName": "-"}                                                         | 400 InvalidNamePattern
            {"clusterName": "ab"}                                                        | 400 InvalidClusterProperties
            {"clusterName": "ab", "endpoint": "x", "clusterType": "Moon"}                | 400 InvalidClusterProperties
            {"clusterName": "ab", "endpoint": "x", "clusterType": "Kubernetes"}          | 400 InvalidClusterProperties
            {"clusterName": "ab", "endpoint": "x", "clusterType": "Local", "status": "?"} | 400 InvalidClusterProperties
            {"clusterName": "ab", "endpoint": "x", "clusterType": "Local", "credential": "?"} | 400 InvalidClusterProperties
            {"clusterName": "default-cluster", "endpoint": "x", "clusterType": "Local"}  | 400 DuplicatedName
            """)
    void clustersThatCannotBe(String body, String error) {
        assertThat(root.post("/cluster", body).error()).isEqualTo(error);
    }
}
