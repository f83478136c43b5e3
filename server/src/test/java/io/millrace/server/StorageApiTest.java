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
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Storages through real HTTP. */
class StorageApiTest {
    private static final String HELLO = "name: hello\nentry_points:\n  greet:\n    command: echo hello\n";

    @TempDir
    static Path folder = Path.of("");

    private static RealServer server;

    private final Api root;
    private final Api anna;

    StorageApiTest() {
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

    /** The URL of a folder that everybody may register, made when it does not exist. */
    private static String opened(String name) throws Exception {
        return "local:/" + Files.createDirectories(server.opened.resolve(name));
    }

    private static String body(String name, String url) {
        return "{\"name\": \"%s\", \"url\": \"%s\"}".formatted(name, url);
    }

    private static void created(Reply reply) {
        assertThat(reply.status()).as(reply.text()).isEqualTo(201);
    }

    private static List<String> names(Reply list) {
        assertThat(list.status()).as(list.text()).isEqualTo(200);
        List<String> names = new ArrayList<>();
        list.json()
                .at("/fsList")
                .forEach(storage -> names.add(storage.at("/name").asText()));
        return names;
    }

    @Test
    void aStorageHasEverythingThatTheClientReads() throws Exception {
        String url = opened("shape");
        Reply made = anna.post(
                "/fs",
                "{\"name\": \"shape\", \"url\": \"%s\", \"properties\": {\"b\": \"2\", \"a\": \"1\"}, \"independentMountProcess\": true}"
                        .formatted(url));
        created(made);
        assertThat(made.text()).isEqualTo("{\"fsName\":\"shape\",\"fsID\":\"fs-anna-shape\"}");
        JsonNode shown = anna.get("/fs/shape").json();
        assertThat(shown.toString())
                .isEqualTo(
                        "{\"id\":\"fs-anna-shape\",\"name\":\"shape\",\"serverAddress\":\"\",\"type\":\"local\",\"subPath\":\"%s\",\"username\":\"anna\",\"properties\":{\"a\":\"1\",\"b\":\"2\"},\"independentMountProcess\":true}"
                                .formatted(url.substring("local:/".length())));
        JsonNode list = anna.get("/fs?fsName=shape").json();
        Set<String> keys = new TreeSet<>();
        list.fieldNames().forEachRemaining(keys::add);
        assertThat(keys).containsExactly("fsList", "marker", "nextMarker", "truncated");
        assertThat(list.at("/fsList/0")).isEqualTo(shown);
    }

    @Test
    void listsAreNewestFirstAndPaged() throws Exception {
        Api carla = server.as("carla");
        for (String name : List.of("one", "two", "three")) {
            created(carla.post("/fs", body(name, opened("carla-" + name))));
        }
        assertThat(names(carla.get("/fs"))).containsExactly("three", "two", "one");
        Reply page = carla.get("/fs?maxKeys=2");
        assertThat(names(page)).containsExactly("three", "two");
        assertThat(page.json().at("/truncated").asBoolean()).isTrue();
        Reply rest = carla.get("/fs?maxKeys=2&marker=" + page.at("/nextMarker"));
        assertThat(names(rest)).containsExactly("one");
        assertThat(rest.json().at("/truncated").asBoolean()).isFalse();
        assertThat(rest.at("/nextMarker")).isEmpty();
        assertThat(rest.at("/marker")).isEqualTo(page.at("/nextMarker"));
        assertThat(names(root.get("/fs?username=carla"))).containsExactly("three", "two", "one");
        assertThat(names(root.get("/fs"))).contains("three", "two", "one");
        assertThat(names(anna.get("/fs?username=carla"))).doesNotContain("one");
        assertThat(server.as("nobody1").get("/fs").json().at("/fsList").isArray())
                .isTrue();
    }

    @Test
    void rootRegistersForOthersAndOthersForThemselves() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        created(root.post(
                "/fs", "{\"name\": \"given\", \"url\": \"local:/%s\", \"userName\": \"dora\"}".formatted(outside)));
        Api dora = server.as("dora");
        assertThat(dora.get("/fs/given").at("/username")).isEqualTo("dora");
        assertThat(root.get("/fs/given").error()).isEqualTo("404 RecordNotFound");
        assertThat(root.get("/fs/given?username=dora").status()).isEqualTo(200);
        assertThat(dora.post("/fs", "{\"name\": \"x\", \"url\": \"%s\", \"username\": \"anna\"}".formatted(opened("x")))
                        .error())
                .isEqualTo("400 AuthIllegalUser");
        assertThat(anna.delete("/fs/given?username=dora", "").error())
                .as("the name of another user is ignored")
                .isEqualTo("404 RecordNotFound");
        Reply deleted = root.delete("/fs/given?username=dora", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(dora.delete("/fs/given", "").error()).isEqualTo("404 RecordNotFound");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a b              | local://tmp                  | 400 FileSystemNameFormatError
            ''               | local://tmp                  | 400 FileSystemNameFormatError
            ../x             | local://tmp                  | 400 FileSystemNameFormatError
            aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa | local://tmp | 400 FileSystemNameFormatError
            fine             | tmp                          | 400 InvalidFileSystemParamsURL
            fine             | ''                           | 400 InvalidFileSystemParamsURL
            fine             | nfs://tmp                    | 400 InvalidFileSystemParamsURL
            fine             | s3://bucket/path             | 400 InvalidFileSystemParamsURL
            fine             | hdfs://host:9000/path        | 400 InvalidFileSystemParamsURL
            fine             | local://                     | 400 InvalidFileSystemParamsURL
            fine             | local:///tmp                 | 400 InvalidFileSystemParamsURL
            fine             | local://root                 | 400 InvalidFileSystemParamsURL
            fine             | local://root/secrets         | 400 InvalidFileSystemParamsURL
            fine             | local://tmp/../etc           | 400 InvalidFileSystemParamsURL
            fine             | local://no/such/folder       | 400 InvalidFileSystemParamsURL
            fine             | local://tmp\\u0000           | 400 InvalidFileSystemParamsURL
            fine             | local://etc                  | 403 AccessDenied
            fine             | local://tmp                  | 403 AccessDenied
            """)
    void refuses(String name, String url, String error) {
        Reply reply = anna.post("/fs", body(name, url.replace("\\\\", "\\")));
        assertThat(reply.error()).as(reply.text()).isEqualTo(error);
        assertThat(reply.at("/message")).isNotBlank();
    }

    @Test
    void badBodiesAndPagesAreRefused() {
        assertThat(anna.post("/fs", "{\"name\":").error()).isEqualTo("400 MalformedJSON");
        assertThat(anna.post("/fs", "{\"name\": 5}").error()).isEqualTo("400 MalformedJSON");
        assertThat(anna.get("/fs?maxKeys=0").error()).isEqualTo("400 InvalidURI");
        assertThat(anna.get("/fs?marker=2026-01-01").error()).isEqualTo("400 InvalidMarker");
        assertThat(anna.get("/fs/none").error()).isEqualTo("404 RecordNotFound");
        Api.Reply refused = anna.put("/fs/none", "{}");
        assertThat(refused.error()).isEqualTo("405 MethodNotAllowed");
        assertThat(refused.response().headers().firstValue("allow")).contains("GET, DELETE");
        assertThat(server.as("").get("/fs").error()).isEqualTo("400 AuthWithoutToken");
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "POST, /fsCache",
        "GET, /fsCache/x",
        "DELETE, /fsCache/x",
        "POST, /link",
        "GET, /link/x?fsPath=a",
        "DELETE, /link/x?fsPath=a"
    })
    void nothingIsMountedHere(String method, String path) {
        Reply reply = anna.send(method, "/api/paddleflow/v1" + path, method.equals("POST") ? "{}" : "");
        assertThat(reply.error()).isEqualTo("403 ActionNotAllowed");
        assertThat(reply.at("/message")).contains("storage");
    }

    @Test
    void aNameIsTakenOnceForEachUser() throws Exception {
        created(anna.post("/fs", body("twice", opened("twice"))));
        assertThat(anna.post("/fs", body("twice", opened("twice"))).error()).isEqualTo("400 DuplicatedName");
        created(server.as("carla").post("/fs", body("twice", opened("twice"))));
    }

    @Test
    void everybodyHasAFolderOfTheirOwn() throws Exception {
        Path own = folder.resolve("home/storages/elsa");
        created(server.as("elsa").post("/fs", body("mine", "local:/" + own.resolve("data"))));
        assertThat(own.resolve("data")).isDirectory();
        assertThat(anna.post("/fs", body("hers", "local:/" + own.resolve("data")))
                        .error())
                .isEqualTo("403 AccessDenied");
        created(root.post("/fs", body("hers", "local:/" + own.resolve("data"))));
        Files.createSymbolicLink(own.resolve("out"), Files.createDirectories(folder.resolve("elsewhere")));
        assertThat(server.as("elsa")
                        .post("/fs", body("out", "local:/" + own.resolve("out")))
                        .error())
                .isEqualTo("403 AccessDenied");
        Path below = Files.createDirectories(folder.resolve("beside"));
        Files.createSymbolicLink(own.resolve("through"), below);
        assertThat(server.as("elsa")
                        .post("/fs", body("through", "local:/" + own.resolve("through/new")))
                        .error())
                .isEqualTo("400 InvalidFileSystemParamsURL");
        assertThat(below.resolve("new")).doesNotExist();
    }

    @Test
    void millracesOwnDataIsNobodysStorage() {
        Path home = folder.resolve("home");
        assertThat(root.post("/fs", body("home", "local:/" + home)).error()).isEqualTo("403 AccessDenied");
        assertThat(root.post("/fs", body("above", "local:/" + folder)).error()).isEqualTo("403 AccessDenied");
        assertThat(anna.post("/fs", body("home", "local:/" + home)).error()).isEqualTo("403 AccessDenied");
    }

    @Test
    void pipelinesAreReadByPathAndNeverFromOutside() throws Exception {
        created(anna.post("/fs", body("code", opened("code"))));
        Path code = server.opened.resolve("code");
        Files.writeString(code.resolve("run.yaml"), HELLO);
        Files.writeString(code.resolve("\u00e9.yaml"), HELLO);
        Files.writeString(folder.resolve("secret.yaml"), HELLO);
        Files.writeString(server.opened.resolve("beside.yaml"), HELLO);
        Files.createSymbolicLink(code.resolve("link.yaml"), folder.resolve("secret.yaml"));
        Files.createSymbolicLink(code.resolve("inside.yaml"), Path.of("run.yaml"));

        Reply run = anna.post("/run", "{\"fsname\": \"code\"}");
        created(run);
        assertThat(anna.get("/run/" + run.at("/runID")).at("/source")).isEqualTo("./run.yaml");
        created(anna.post("/run", "{\"fsName\": \"code\", \"runYamlPath\": \"inside.yaml\"}"));
        for (String path : List.of(
                "../beside.yaml",
                "./../beside.yaml",
                "a/../../beside.yaml",
                "link.yaml",
                "none.yaml",
                ".",
                "%2e%2e/beside.yaml",
                "%2e%2e%2fbeside.yaml",
                "%252e%252e%252fbeside.yaml",
                "..\\\\beside.yaml",
                "\uff0e\uff0e/beside.yaml",
                "\uff0e\uff0e\uff0fbeside.yaml",
                "e\u0301.yaml",
                "run.yaml\\u0000.txt",
                "/run.yaml",
                server.opened.resolve("beside.yaml").toString())) {
            Reply refused = anna.post("/run", "{\"fsName\": \"code\", \"runYamlPath\": \"%s\"}".formatted(path));
            assertThat(refused.error()).as(path).isEqualTo("400 ReadYamlFileFailed");
            Reply template = anna.post("/pipeline", "{\"fsName\": \"code\", \"yamlPath\": \"%s\"}".formatted(path));
            assertThat(template.error()).as(path).isEqualTo("400 ReadYamlFileFailed");
        }
        assertThat(server.as("carla").post("/run", "{\"fsName\": \"code\"}").error())
                .isEqualTo("400 InvalidArguments");
        created(root.post("/run", "{\"fsName\": \"code\", \"username\": \"anna\"}"));
    }

    @Test
    void aFolderThatWasReplacedIsNotUsed() throws Exception {
        created(anna.post("/fs", body("swapped", opened("swapped"))));
        Path path = server.opened.resolve("swapped");
        Files.delete(path);
        Files.createSymbolicLink(path, folder);
        Reply refused = anna.post("/run", "{\"fsName\": \"swapped\", \"runYamlPath\": \"secret.yaml\"}");
        assertThat(refused.error()).isEqualTo("400 InvalidArguments");
        assertThat(refused.at("/message")).contains("is gone or is another one now");
    }

    @Test
    void aStorageThatIsNeededStays() throws Exception {
        created(anna.post("/fs", body("busy", opened("busy"))));
        String run = anna.run("""
                name: busy
                fs_options: {main_fs: {name: busy}}
                entry_points:
                  sleep:
                    command: sleep 1000
                """);
        Reply refused = anna.delete("/fs/busy", "");
        assertThat(refused.error()).isEqualTo("403 ActionNotAllowed");
        anna.put("/run/" + run + "?action=stop", "");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> anna.get("/run/" + run).at("/status").equals("terminated"));

        Files.writeString(server.opened.resolve("busy/run.yaml"), HELLO);
        String pipeline = anna.post("/pipeline", "{\"fsname\": \"busy\"}").at("/pipelineID");
        String schedule = anna.post(
                        "/schedule",
                        "{\"name\": \"busy\", \"pipelineID\": \"%s\", \"pipelineVersionID\": \"1\", \"crontab\": \"@yearly\"}"
                                .formatted(pipeline))
                .at("/scheduleID");
        assertThat(schedule).isNotEmpty();
        assertThat(anna.delete("/fs/busy", "").error()).isEqualTo("403 ActionNotAllowed");
        anna.put("/schedule/" + schedule, "");
        Reply deleted = anna.delete("/fs/busy", "");
        assertThat(deleted.status() + deleted.text()).isEqualTo("200");
        assertThat(server.opened.resolve("busy/run.yaml")).exists();
    }
}
