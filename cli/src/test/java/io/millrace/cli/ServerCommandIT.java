package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.store.home.Home;
import io.millrace.store.home.PrivateFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code millrace server} as operators start, ask and end it: real processes. */
class ServerCommandIT {
    @TempDir
    Path folder = Path.of("");

    private Cli cli = new Cli(Path.of(""));

    @BeforeEach
    void inItsFolder() {
        cli = new Cli(folder);
        cli.write("gated.yaml", """
                name: gated
                entry_points:
                  first: {command: "echo $$ >> '%1$s/first'; while test -d '%1$s' && ! test -e '%1$s/go'; do sleep 0.02; done"}
                  second: {deps: first, command: "echo $$ >> '%1$s/second'"}
                """.formatted(folder));
    }

    private String ok(String... args) {
        Cli.Result result = cli.run(args);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    /** A run whose first step runs until the file {@code go} is there. */
    private String gated() {
        String run = ok("runs", "create", "gated.yaml").strip();
        await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("first")));
        return run;
    }

    private void awaitStatus(String run, String status) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> ok("runs", "show", run, "-o", "json").contains("\"status\" : \"" + status + "\""));
    }

    @Test
    void anEndLeavesStepsRunningAndTheNextStartAdoptsThem() throws Exception {
        String run;
        try (ServerProcess server = new ServerProcess(cli)) {
            run = gated();
            server.process().destroy();
            assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(cli.read("out.txt")).contains("closing; steps that run go on");
        }
        try (ServerProcess server = new ServerProcess(cli)) {
            assertThat(server.process().isAlive()).isTrue();
            cli.write("go", "");
            awaitStatus(run, "succeeded");
        }
        assertThat(Files.readAllLines(folder.resolve("first")))
                .as("started once")
                .hasSize(1);
    }

    @Test
    void aDrainWaitsForStepsAndStartsNoMore() throws Exception {
        String run;
        String later;
        cli.write(
                "later.yaml",
                "name: later\nentry_points:\n  a: {command: \"echo $$ >> '%s/later'\"}\n".formatted(folder));
        try (ServerProcess server = new ServerProcess(cli, "--drain")) {
            run = gated();
            assertThat(status(server, "/readyz")).isEqualTo(200);
            server.process().destroy();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cli.read("out.txt").contains("draining: 1 steps run, no more are started"));
            assertThat(server.process().isAlive()).isTrue();
            assertThat(status(server, "/readyz")).isEqualTo(503);
            assertThat(status(server, "/healthz")).isEqualTo(200);
            later = ok("runs", "create", "later.yaml").strip();
            cli.write("go", "");
            assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(cli.run("runs", "show", run).out()).containsPattern("first +succeeded");
        assertThat(folder.resolve("later"))
                .as("a run that came meanwhile waits")
                .doesNotExist();
        assertThat(folder.resolve("second")).doesNotExist();
        try (ServerProcess server = new ServerProcess(cli)) {
            assertThat(server.process().isAlive()).isTrue();
            awaitStatus(run, "succeeded");
            awaitStatus(later, "succeeded");
        }
        assertThat(Files.readAllLines(folder.resolve("first"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("second"))).hasSize(1);
        assertThat(Files.readAllLines(folder.resolve("later"))).hasSize(1);
    }

    private static int status(ServerProcess server, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(server.endpoint() + path)).build();
        return HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void aDrainIsBoundedWhereThatIsAsked() throws Exception {
        try (ServerProcess server = new ServerProcess(cli, "--drain=0")) {
            gated();
            server.process().destroy();
            assertThat(server.process().waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(cli.read("out.txt")).contains("1 steps run still").contains("closing; steps that run go on");
        }
        cli.write("go", "");
    }

    private Process start(String host, String... environment) {
        return cli.start(
                environment.length == 0 ? List.of() : List.of("env", environment[0]),
                System.getProperty("java.class.path"),
                List.of(),
                List.of("server", "--host", host, "--port", "0"));
    }

    @Test
    void theStockPasswordIsForLoopbackOnly() throws Exception {
        Process refused = start("0.0.0.0", "MILLRACE_ROOT_PASSWORD=paddleflow");
        assertThat(Cli.await(refused)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.read("err.txt"))
                .contains("root has the password that PaddleFlow's documents print, and 0.0.0.0 can be reached");
        Process weak = start("127.0.0.1", "MILLRACE_ROOT_PASSWORD=password");
        assertThat(Cli.await(weak)).isEqualTo(ExitCode.USAGE);
        assertThat(cli.read("err.txt")).contains("MILLRACE_ROOT_PASSWORD is too weak");
        Process allowed = start("127.0.0.1", "MILLRACE_ROOT_PASSWORD=paddleflow");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cli.read("out.txt").contains("at http://") || !allowed.isAlive());
        assertThat(allowed.isAlive()).as(cli.read("err.txt")).isTrue();
        assertThat(folder.resolve("home/root-password")).doesNotExist();
        allowed.destroy();
        assertThat(allowed.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Process other = start("127.0.0.1", "MILLRACE_ROOT_PASSWORD=Another1");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cli.read("out.txt").contains("at http://") || !other.isAlive());
        assertThat(cli.read("out.txt")).contains("MILLRACE_ROOT_PASSWORD is not root's password, and changes nothing");
        other.destroy();
        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        Process later = start("0.0.0.0");
        assertThat(Cli.await(later)).as("the account has it still").isEqualTo(ExitCode.USAGE);
    }

    @Test
    void thePasswordThatWasMadeUpIsForgottenOnceItIsChanged() throws Exception {
        try (ServerProcess server = new ServerProcess(cli)) {
            Path file = folder.resolve("home/root-password");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            String login = ok("login", server.endpoint());
            assertThat(login).as("the password comes from the file").contains("as root");
            String token = token(server);
            assertThat(ask(server, token, "PUT", "/user/root", "{\"password\": \"another1\"}"))
                    .isEmpty();
            assertThat(file).doesNotExist();
        }
    }

    private static String token(ServerProcess server) throws Exception {
        String body = "{\"username\": \"root\", \"password\": \"%s\"}".formatted(server.rootPassword());
        return ask(server, "", "POST", "/login", body).replaceAll(".*\"authorization\" *: *\"([^\"]+)\".*", "$1");
    }

    /** What the server answers. */
    private static String ask(ServerProcess server, String token, String method, String path, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(server.endpoint() + "/api/paddleflow/v1" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("x-pf-authorization", token);
        }
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void aQueueIsAsFullAfterAKillAsBefore() throws Exception {
        cli.write(
                "queued.yaml",
                cli.read("gated.yaml")
                        .replace("{command: \"echo $$ >>", "{env: {PF_JOB_QUEUE_NAME: narrow}, command: \"echo $$ >>"));
        String running;
        String waiting;
        try (ServerProcess server = new ServerProcess(cli)) {
            String narrow = """
                    {"name": "narrow", "namespace": "default", "maxRunningSteps": 1,
                     "maxResources": {"cpu": "4", "mem": "8Gi"}}""";
            ask(server, token(server), "POST", "/queue", narrow);
            running = ok("runs", "create", "queued.yaml").strip();
            await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(folder.resolve("first")));
            waiting = ok("runs", "create", "queued.yaml").strip();
            String second = waiting;
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ok("runs", "show", second).contains("queue narrow"));
            server.process().destroyForcibly().waitFor();
        }
        try (ServerProcess server = new ServerProcess(cli)) {
            String token = token(server);
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> ask(server, token, "GET", "/queue/narrow", "")
                            .matches("(?s).*\"runningSteps\" *: *1\\b.*\"waitingSteps\" *: *1\\b.*"));
            assertThat(ok("runs", "show", waiting)).contains("queue narrow");
            assertThat(Files.readAllLines(folder.resolve("first")))
                    .as("one runs")
                    .hasSize(1);
            cli.write("go", "");
            awaitStatus(running, "succeeded");
            awaitStatus(waiting, "succeeded");
        }
        assertThat(Files.readAllLines(folder.resolve("first"))).hasSize(2);
    }

    @Test
    void whatIsOldIsRemovedByItself() throws Exception {
        cli.write("short.yaml", "name: short\nentry_points:\n  a: {command: echo a}\n");
        cli.write("home/millrace.yaml", "keep_runs: 0s\nkeep_logs: 0s\nupkeep_every: 1s\n");
        try (ServerProcess server = new ServerProcess(cli)) {
            assertThat(server.process().isAlive()).isTrue();
            String run = ok("runs", "create", "short.yaml").strip();
            String live = gated();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> cli.run("runs", "show", run).err().contains("there is no run " + run));
            assertThat(folder.resolve("home/jobs/" + run)).doesNotExist();
            assertThat(ok("runs", "show", live, "-o", "json")).contains("\"status\" : \"running\"");
            cli.write("go", "");
        }
    }

    @Test
    void httpsIsServedFromAKeyStore() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "m",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        "ks.p12",
                        "-storepass",
                        "changeit7",
                        "-validity",
                        "30",
                        "-ext",
                        "san=ip:127.0.0.1")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(Cli.await(keytool)).isZero();
        new PrivateFile(folder.resolve("ks.pass")).write("changeit7");
        cli.write("home/millrace.yaml", "tls_key_store: ks.p12\ntls_password_file: ks.pass\n");
        Process server = start("127.0.0.1");
        await().atMost(Duration.ofMinutes(1))
                .until(() -> cli.read("out.txt").contains("at https://") || !server.isAlive());
        String url = cli.read("out.txt").replaceAll("(?s).*(https://\\S+).*", "$1");
        assertThat(url).as(cli.read("err.txt")).startsWith("https://");
        HttpClient http = HttpClient.newBuilder()
                .sslContext(trusting(folder.resolve("ks.p12"), "changeit7"))
                .build();
        HttpRequest health =
                HttpRequest.newBuilder(URI.create(url + "/healthz")).build();
        assertThat(http.send(health, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
        server.destroy();
        assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }

    private static SSLContext trusting(Path store, String password) throws Exception {
        KeyStore own = KeyStore.getInstance(store.toFile(), password.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("m", own.getCertificate("m"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            slots, 0, must be a whole number from 1
            grace_seconds, soon, must be a whole number from 0
            sandbox, maybe, 'must be one of always, auto, never'
            cache_strategy, lax, 'must be one of conservative, content'
            keep_runs, ever, is not a time
            keep_logs_size, much, is not a size
            upkeep_every, 0s, must not be 0
            """)
    void aWrongSettingIsRefused(String key, String value, String message) {
        cli.write("s.yaml", "%s: '%s'\n".formatted(key, value));
        Cli.Result result = cli.run("config", "--config", "s.yaml");
        assertThat(result.code()).isEqualTo(ExitCode.USAGE);
        assertThat(result.err()).contains(key, "s.yaml", message);
    }

    @Test
    void optionsWinOverSettings() {
        cli.write("s.yaml", "slots: 7\nsandbox: never\ncache_strategy: conservative\n");
        assertThat(ok("config", "--config", "s.yaml", "--slots", "3"))
                .containsPattern("slots +3 +command line")
                .containsPattern("sandbox +never +\\S+s.yaml")
                .containsPattern("cache_strategy +conservative +\\S+s.yaml")
                .containsPattern("grace_seconds +10 +default");
    }

    @Test
    void aBackupOfAServerAtWorkIsRestored() throws Exception {
        try (ServerProcess server = new ServerProcess(cli)) {
            assertThat(server.process().isAlive()).isTrue();
            String run = gated();
            assertThat(ok("backup", "saved.backup")).contains("saved.backup: ");
            assertThat(cli.run("restore", "saved.backup").code())
                    .as("the home is in use")
                    .isEqualTo(ExitCode.USAGE);
            assertThat(ok("restore", "saved.backup", "--home", "elsewhere")).contains("1 run had not ended");
            assertThat(ok("runs", "list", "--home", "elsewhere")).contains(run);
            assertThat(new PrivateFile(new Home(folder.resolve("elsewhere")).tokenKey()).read())
                    .as("who is logged in stays so")
                    .isEqualTo(new PrivateFile(new Home(folder.resolve("home")).tokenKey()).read());
            cli.write("go", "");
        }
    }
}
