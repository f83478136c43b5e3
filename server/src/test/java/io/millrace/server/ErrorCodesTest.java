package io.millrace.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors that many endpoints have in common, at each of them, through real HTTP. */
class ErrorCodesTest {
    private static final String YAML = "name: known\nentry_points: {only: {command: 'true'}}\n";

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;
    private static String job = "";

    @BeforeAll
    static void start() throws Exception {
        server = new RealServer(folder);
        Api anna = server.as("anna");
        assertThat(anna.run(YAML)).isEqualTo("run-000001");
        assertThat(anna.post("/pipeline", "{\"yamlRaw\": \"%s\"}".formatted(Api.base64(YAML)))
                        .at("/pipelineID"))
                .isEqualTo("ppl-000001");
        String schedule =
                "{\"name\": \"nightly\", \"pipelineID\": \"ppl-000001\", \"pipelineVersionID\": \"1\", \"crontab\": \"0 3 * * *\"}";
        assertThat(anna.post("/schedule", schedule).at("/scheduleID")).isEqualTo("schedule-000001");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.get("/run/run-000001").at("/status").equals("succeeded"));
        job = anna.get("/log/run/run-000001").at("/runLog/0/jobID");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest(name = "{1} {2}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            maxKeys=0 | GET | cluster                                | 400 InvalidURI
            maxKeys=0 | GET | flavour                                | 400 InvalidURI
            maxKeys=0 | GET | grant                                  | 400 InvalidURI
            maxKeys=0 | GET | pipeline/ppl-000001                    | 400 InvalidURI
            maxKeys=0 | GET | queue                                  | 400 InvalidURI
            maxKeys=0 | GET | schedule/schedule-000001               | 400 InvalidURI
            maxKeys=0 | GET | user                                   | 400 InvalidURI
            maxKeys=0 | GET | /runs/run-000001/artifacts             | 400 InvalidURI
            marker=x  | GET | cluster                                | 400 InvalidMarker
            marker=x  | GET | flavour                                | 400 InvalidMarker
            marker=x  | GET | grant                                  | 400 InvalidMarker
            marker=x  | GET | pipeline/ppl-000001                    | 400 InvalidMarker
            marker=x  | GET | queue                                  | 400 InvalidMarker
            marker=x  | GET | user                                   | 400 InvalidMarker
            marker=x  | GET | /runs/run-000001/artifacts             | 400 InvalidMarker
            lines=0   | GET | /audit                                 | 400 InvalidURI
            jobID=JOB&readFromTail=maybe | GET | log/job | 400 InvalidURI
            jobID=JOB&framework=abacus | GET | log/job | 400 InvalidArguments
            format=png | GET | /runs/run-000001/graph                | 400 InvalidURI
            resourceType=flavour&username=anna&resourceID=x | DELETE | grant | 400 GrantResourceTypeNotFound
            ''        | DELETE | runCache/cch-999999                 | 404 RunCacheNotFound
            ''        | GET | /artifacts/999                         | 404 ArtifactEventNotFound
            ''        | GET | /runs/run-999999/artifacts             | 404 RunNotFound
            ''        | GET | /runs/run-000001/steps/none/explain    | 404 JobNotFound
            """)
    void aQueryThatIsWrongIsRefused(String query, String method, String path, String error) {
        String target = path(path) + (query.isEmpty() ? "" : "?" + query.replace("JOB", job));
        assertThat(server.as("root").send(method, target, "").error()).isEqualTo(error);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            POST | cluster/resource
            POST | grant
            POST | job/distributed
            POST | job/workflow
            POST | user
            POST | /graph
            POST | /plan
            PUT  | cluster/default-cluster
            PUT  | flavour/flavour1
            PUT  | queue/default-queue
            PUT  | run/run-000001?action=stop
            PUT  | user/root
            """)
    void aBodyThatIsNoJsonIsRefused(String method, String path) {
        assertThat(server.as("root").send(method, path(path), "{\"half").error())
                .isEqualTo("400 MalformedJSON");
    }

    @Test
    void aBodyThatIsNoJsonIsRefusedInPlainWords() {
        String answer = server.as("root").post("/run", "{\"half").text();
        assertThat(answer).contains("the body is not JSON", "line 1").doesNotContain("Source", "REDACTED");
    }

    /** {@code YAML} stands for a good pipeline and {@code BASE64} for the same as clients send it. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            POST | /graph    | {"pipeline": "YAML", "name": "1!"}                               | 400 InvalidNamePattern
            POST | /graph    | {"pipeline": "OWN_FS", "fsName": "other"}                        | 400 InvalidArguments
            POST | /graph?format=png | {"pipeline": "YAML"}                                     | 400 InvalidURI
            POST | /validate | {"pipeline": "YAML", "name": "1!"}                               | 400 InvalidNamePattern
            POST | /validate | {"pipeline": "YAML", "failureOptions": {"strategy": "hope"}}     | 400 InvalidPipeline
            POST | /plan     | {"runYamlRaw": "BASE64", "name": "1!"}                           | 400 InvalidNamePattern
            POST | /plan     | {"runYamlRaw": "BASE64", "entry": "none"}                        | 400 InvalidPipeline
            POST | /plan     | {"runYamlRaw": "***"}                                            | 400 MalformedYaml
            POST | /plan     | {"pipelineID": "ppl-999999", "pipelineVersionID": "1"}           | 404 PipelineNotFound
            POST | /plan     | {"fsName": "data", "runYamlPath": "none.yaml"}                   | 400 ReadYamlFileFailed
            POST | run       | {"runYamlRaw": "BASE64", "name": "1!"}                           | 400 InvalidNamePattern
            POST | run       | {"runYamlRaw": "***"}                                            | 400 MalformedYaml
            POST | runjson   | {"name": "x", "fs_options": {"main_fs": {"name": "none"}}, "entry_points": {"a": {"command": "true"}}} | 400 InvalidArguments
            POST | runjson   | {"name": "1!", "entry_points": {"a": {"command": "true"}}}        | 400 InvalidNamePattern
            POST | runjson   | {"name": "", "entry_points": {"a": {"command": "true"}}}          | 400 InvalidPipeline
            POST | pipeline/ppl-000001 | {"yamlRaw": "BASE64", "name": "1!"}                    | 400 InvalidNamePattern
            PUT  | cluster/default-cluster | {"credential": "***"}                              | 400 InvalidClusterProperties
            PUT  | queue/default-queue | {"maxResources": {"cpu": "much", "mem": "1"}}          | 400 InvalidComputeResource
            """)
    void aBodyThatMeansNothingGoodIsRefused(String method, String path, String body, String error) {
        String ownStorage = YAML.replace("entry_points", "fs_options: {main_fs: {name: data}}\nentry_points");
        String sent = body.replace("OWN_FS", ownStorage.replace("\n", "\\n"))
                .replace("YAML\"", YAML.replace("\n", "\\n") + "\"")
                .replace("BASE64", Api.base64(YAML));
        assertThat(server.as("root").send(method, path(path), sent).error()).isEqualTo(error);
    }

    @ParameterizedTest
    @CsvSource({"/runs/run-000001/events", "/runs/run-000001/logs/only/stream"})
    void whereAStreamGoesOnMustBeANumber(String path) {
        assertThat(server.as("anna")
                        .send("GET", path(path), "", "Last-Event-ID", "first")
                        .error())
                .isEqualTo("400 InvalidArguments");
    }

    @ParameterizedTest
    @CsvSource({"run", "/plan"})
    void pipelinesOfOthersCannotBeRun(String path) {
        assertThat(server.as("stranger")
                        .send("POST", path(path), "{\"pipelineID\": \"ppl-000001\", \"pipelineVersionID\": \"1\"}")
                        .error())
                .isEqualTo("403 AccessDenied");
    }

    /** Paths that begin with a slash are Millrace's own. */
    private static String path(String path) {
        return path.startsWith("/") ? "/api/millrace/v1" + path : "/api/paddleflow/v1/" + path;
    }
}
